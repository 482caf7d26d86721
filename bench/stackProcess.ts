/** A local stack in a process of its own, as `npm start` runs it. Arguments: options as JSON. */
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import * as z from 'zod';

enableCompileCache(path.join(import.meta.dirname, '..', 'node_modules', '.cache', 'guichet', 'stack'));
const began = performance.now();
const { startStack } = await import('#infra/local/main.ts');

const optionsSchema = z.object({
  stateFolder: z.string(),
  inMemory: z.boolean(),
  app: z.string().exactOptional(),
  verbose: z.boolean(),
});
const { verbose, ...options } = optionsSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const stack = await startStack({
  ...options,
  port: 0,
  ...(verbose && { log: (piece, message, fields) => console.error(piece, message, JSON.stringify(fields ?? {})) }),
});
const readyMs = performance.now() - began;
const named = (type: string, part = '') =>
  stack.resources.find((resource) => resource.type.startsWith(type) && resource.id.startsWith(part));

process.on('message', (word) => {
  if (word === 'settle') void stack.settled().then(() => process.send?.({ word: 'settled' }));
  if (word === 'stop') void stack.stop().then(() => process.exit(0));
});
// A bench that failed leaves no stack behind.
process.on('disconnect', () => void stack.stop().finally(() => process.exit(1)));
process.send?.({
  word: 'ready',
  readyMs,
  site: stack.addresses.site,
  gateway: stack.addresses.gateway,
  region: stack.region,
  credentials: stack.credentials,
  issuer: stack.people?.issuer,
  clientId: stack.people?.clientId,
  table: named('AWS::DynamoDB::')?.name,
  intakeBucket: named('AWS::S3::Bucket', 'Intake')?.name,
  stateMachineArn: named('AWS::StepFunctions::StateMachine')?.arn,
});
