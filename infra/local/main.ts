/** The synthesised template on one machine: brings every resource up, ties the pieces together, takes them down again. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localiser, noAddresses, tellAddresses } from './addresses.ts';
import { uncovered } from './coverage.ts';
import { dynamoCaller } from './dynamo/call.ts';
import { onDisk } from './dynamo/durable.ts';
import { startExpiry } from './dynamo/expiry.ts';
import { startDynamo } from './dynamo/launch.ts';
import { provideTable, tablesOf } from './dynamo/tables.ts';
import { startOutbox } from './events/outbox.ts';
import { route, rulesOf } from './events/rules.ts';
import type { Delivery } from './events/rules.ts';
import { startSchedules } from './events/schedules.ts';
import { identities } from './gateway/caller.ts';
import { operatorKey } from './gateway/identity.ts';
import { startGateway } from './gateway/listen.ts';
import type { Services } from './gateway/services.ts';
import { decide, policiesOf } from './iam/policy.ts';
import { openJournal } from './journal.ts';
import { functionsOf } from './lambda/definition.ts';
import { findFunction } from './lambda/find.ts';
import { permissionsOf, refusedTriggers } from './lambda/permission.ts';
import { startPool } from './lambda/pool.ts';
import { variablesOf } from './lambda/variables.ts';
import type { Granted, Ground, Invoke, Log, Part, Publish } from './part.ts';
import { startPieces } from './pieces.ts';
import { choosePorts } from './ports.ts';
import { checkJava, checkNode, holdState } from './preflight.ts';
import { localAccount, localRegion, resolveStacks } from './resolve.ts';
import { followQueues } from './queues/follow.ts';
import { bucketsOf } from './s3/buckets.ts';
import { seedDirectory } from './seed.ts';
import { whenQuiet } from './settle.ts';
import type { Stack, StackOptions } from './stack.ts';
import { startStorage } from './storage/start.ts';
import { followStreams } from './streams/follow.ts';
import { mappingsOf } from './streams/mapping.ts';
import { synthesise } from './synth.ts';
import { watchCode } from './watch.ts';

const root = path.join(import.meta.dirname, '..', '..');
const place = { accountId: localAccount, region: localRegion };

/** Starts everything; what had come up is stopped again when something fails. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const log: Log = options.log ?? (() => undefined);
  const stopping: (() => Promise<void> | void)[] = [];
  const keep = <Kept extends Part>(part: Kept): Kept => {
    stopping.push(() => part.stop());
    return part;
  };
  const stop = async (): Promise<void> => {
    for (const end of stopping.splice(0).reverse()) await end();
  };
  try {
    return await bringUp(options, log, keep, stopping, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp(
  options: StackOptions,
  log: Log,
  keep: <Kept extends Part>(part: Kept) => Kept,
  stopping: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<Stack> {
  const inMemory = options.inMemory ?? false;
  checkNode();
  const stateFolder = path.resolve(options.stateFolder ?? (await temporary(stopping)));
  stopping.push(holdState(stateFolder));
  const [ports] = await Promise.all([choosePorts(options.port ?? 0), checkJava()]);
  const cacheFolder = path.join(root, 'node_modules', '.cache', 'guichet');

  const dynamoStarting = startDynamo({
    folder: path.join(stateFolder, 'dynamodb'),
    inMemory,
    cacheFolder,
    warn: (sentence) => log('dynamodb', sentence),
  }).then(keep);
  const synth = {
    app: options.app ?? path.join(root, 'infra', 'app.ts'),
    outdir: path.join(stateFolder, 'cdk.out'),
    compileCache: path.join(cacheFolder, 'synth'),
    ...(options.context === undefined ? {} : { context: options.context }),
  };
  // The slower of the two must not be left behind when the other fails.
  const [synthesised, dynamoStarted] = await Promise.allSettled([synthesise(synth), dynamoStarting]);
  if (synthesised.status === 'rejected') throw synthesised.reason;
  if (dynamoStarted.status === 'rejected') throw dynamoStarted.reason;
  const assembly = synthesised.value;
  const dynamo = dynamoStarted.value;

  const resources = resolveStacks(assembly.stacks);
  const unknown = uncovered(resources);
  if (unknown.length > 0) {
    throw new Error(`The local stack neither runs nor ignores these resource types:\n${unknown.join('\n')}`);
  }
  const functions = functionsOf(resources, assembly.assets);
  const policies = policiesOf(resources, log);
  const granted: Granted = (roleArn, action, resource) =>
    decide(policies.get(roleArn) ?? [], { action, resource }) === 'allowed';
  const permitted = permissionsOf(resources);
  const refused = refusedTriggers(resources, permitted, granted, place);
  if (refused.length > 0) throw new Error(`These triggers would be refused in the cloud:\n${refused.join('\n')}`);

  const addresses = noAddresses();
  const localise = localiser(addresses);
  const journal = openJournal(stateFolder);
  stopping.push(() => journal.close());
  const storage = keep(await startStorage(resources, place.region, inMemory ? undefined : stateFolder));
  const { call, close } = dynamoCaller(dynamo.endpoint);
  stopping.push(close);
  const tables = await Promise.all(tablesOf(resources).map((table) => provideTable(call, table)));

  const pool = keep(
    startPool({
      functions,
      variables: (definition) => variablesOf(definition, place.region, addresses, localise),
      cacheFolder,
      log,
      ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    }),
  );
  const invoke: Invoke = (name, event, caller) => {
    const definition = findFunction(pool.functions(), name);
    if (caller?.roleArn !== undefined && !granted(caller.roleArn, 'lambda:InvokeFunction', definition?.arn ?? name)) {
      const errorMessage = `${caller.roleArn} is not authorized to perform: lambda:InvokeFunction on resource: ${name}`;
      log('iam', errorMessage);
      return Promise.resolve({ ok: false, error: { errorType: 'Lambda.AccessDeniedException', errorMessage } });
    }
    return pool.invoke(definition?.name ?? name, event);
  };

  const outbox = keep(
    startOutbox({ journal, resources, functions, invoke, send: storage.send, log, pauses: options.retryPauses }),
  );
  const rules = rulesOf(resources);
  const delivery: Delivery = { permitted, accept: outbox.accept, send: storage.send, log };
  const publish: Publish = async (event) => route(rules, delivery, place, event);
  let wrote: (table: string) => void = () => undefined;
  let machineOfToken: Services['machineOfToken'] = () => undefined;
  const own = new Map<string, string>();
  const services: Services = {
    dynamoEndpoint: dynamo.endpoint,
    onDisk: onDisk(call, inMemory),
    storageEndpoint: storage.endpoint,
    own,
    publish,
    invoke: (name, event) => invoke(name, event),
    accept: async (name, event) => outbox.accept(name, event),
    hasFunction: (name) => findFunction(pool.functions(), name) !== undefined,
    wrote: (table) => wrote(table),
    machineOfToken: (token) => machineOfToken(token),
    identities: resources.filter(({ type }) => type === 'AWS::SES::EmailIdentity').map(({ name }) => name),
  };
  let buckets: ReturnType<typeof bucketsOf> | undefined;
  const objects = {
    accountId: place.accountId,
    buckets: () => (buckets ??= bucketsOf(resources, localise)),
    publish,
    identify: identities(functions, policies, place.accountId),
  };
  const gateway = keep(await startGateway({ port: ports.gateway, place, objects, services, log }));
  addresses.gateway = gateway.endpoint;

  const ground: Ground = { resources, ...place, stateFolder, invoke, publish, granted, localise, log };
  const pieces = await startPieces(ground, addresses, ports, keep);
  for (const [service, address] of pieces.services) own.set(service, address);
  machineOfToken = pieces.workflows.machineOfToken;

  // Before streams and events catch up: a directory without its people would leave a first grid without anybody to answer to.
  if (pieces.pool) await seedDirectory(pieces.pool, journal);

  const expiry = startExpiry(call, journal, tables, (table) => wrote(table), log);
  stopping.push(() => expiry.stop());
  const streams = keep(
    await followStreams({
      call,
      journal,
      tables,
      mappings: mappingsOf(resources, 'dynamodb'),
      region: place.region,
      invoke,
      send: storage.send,
      expired: expiry.made,
      log,
    }),
  );
  wrote = streams.wrote;
  const queues = keep(followQueues({ mappings: mappingsOf(resources, 'sqs'), storage, ...place, invoke, log }));
  const schedules = keep(startSchedules({ journal, resources, rules, delivery, granted, place }));
  outbox.open();
  if (options.watch === true) keep(watchCode({ root, synth, pool, resources, log }));
  tellAddresses(stateFolder, addresses, pieces.pool?.clientId);

  const parts: readonly Part[] = [gateway, outbox, streams, queues, pool, ...pieces.parts];
  return {
    addresses,
    region: place.region,
    credentials: operatorKey,
    resources,
    people: pieces.pool,
    invoke: (name, event) => invoke(name, event),
    settled: () => whenQuiet(parts),
    expire: expiry.sweep,
    fire: schedules.fire,
    messages: storage.peek,
    stop,
  };
}

async function temporary(stopping: (() => Promise<void> | void)[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'guichet-'));
  stopping.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
