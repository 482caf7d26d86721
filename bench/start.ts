/** Seconds until the whole stack is ready. */
import { rm } from 'node:fs/promises';
import type { Findings } from './figure.ts';
import { runStack, scratchFolder } from './stack.ts';

/** What the trial of the local stack promised for a quiet laptop. */
const goalSeconds = 5;

export async function start(): Promise<Findings> {
  const stateFolder = await scratchFolder();
  const startOnce = async () => {
    const stack = await runStack({ stateFolder, inMemory: false, quiet: false });
    await stack.stop();
    return { ready: stack.readyMs / 1_000, process: stack.processMs / 1_000 };
  };
  try {
    const first = await startOnce();
    const second = await startOnce();
    return {
      subject: 'Start of the local stack',
      how: 'State on disk in a fresh folder, then once more on what the first start left; synthesis and bundling included, compile caches of the project warm.',
      figures: [
        { what: 'first start, `startStack` ready', value: first.ready, unit: 's', goal: goalSeconds },
        { what: 'first start, with the process itself', value: first.process, unit: 's' },
        { what: 'second start, `startStack` ready', value: second.ready, unit: 's', goal: goalSeconds },
        { what: 'second start, with the process itself', value: second.process, unit: 's' },
      ],
    };
  } finally {
    await rm(stateFolder, { recursive: true, force: true });
  }
}
