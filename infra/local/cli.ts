/** `npm start`: runs the desk on this machine until it is told to stop. */

import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { enableCompileCache } from 'node:module';
import { NotReady } from './preflight.ts';

const usage = `Runs Guichet on this machine.

  --port N      public port of the web app and its API (4500); the others lie right after it
  --reset       forgets everything kept so far
  --state DIR   folder where everything is kept (.local)
  --in-memory   keeps nothing: tables live in memory, the rest in a folder that goes away
  --watch       loads functions anew when their code changes
  --help        says this`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4500' },
    reset: { type: 'boolean', default: false },
    state: { type: 'string', default: '.local' },
    'in-memory': { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const root = path.join(import.meta.dirname, '..', '..');
const stateFolder = path.resolve(root, values.state);

async function run(): Promise<void> {
  if (values.help) {
    console.log(usage);
    return;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_000) throw new NotReady(`${values.port} is not a port.`);
  const began = performance.now();
  enableCompileCache(path.join(root, 'node_modules', '.cache', 'guichet', 'stack'));
  const { holdState } = await import('./preflight.ts');
  const { startStack } = await import('./main.ts');
  const { banner } = await import('./banner.ts');
  const { lineLog } = await import('./log.ts');
  if (values.reset) {
    // Held for the moment of the removal, so that a running stack does not lose its files.
    holdState(stateFolder)();
    await rm(stateFolder, { recursive: true, force: true });
  }
  const stack = await startStack({
    port,
    watch: values.watch,
    inMemory: values['in-memory'],
    log: lineLog(process.stdout),
    ...(values['in-memory'] ? {} : { stateFolder }),
  });
  console.log(banner(stack, performance.now() - began));
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log('Stopping…');
    stack.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

run().catch((error: unknown) => {
  console.error(error instanceof NotReady ? error.message : error);
  process.exit(1);
});
