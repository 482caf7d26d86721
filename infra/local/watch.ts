/** Follows the code: after a change the app is synthesised again and changed functions are loaded anew at their next call. */

import { watch } from 'node:fs';
import path from 'node:path';
import { functionsOf } from './lambda/definition.ts';
import type { Pool } from './lambda/pool.ts';
import type { Log, Part, Resource } from './part.ts';
import { resolveStacks } from './resolve.ts';
import { synthesise } from './synth.ts';
import type { SynthOptions } from './synth.ts';

/** What to watch and whom to tell. */
export interface WatchOptions {
  readonly root: string;
  readonly synth: SynthOptions;
  readonly pool: Pool;
  /** The resources that run. */
  readonly resources: readonly Resource[];
  readonly log: Log;
}

const rooms = ['functions', 'shared', 'infra'];
const quietMilliseconds = 150;

/** Starts watching; changes that come together are taken together. */
export function watchCode({ root, synth, pool, resources, log }: WatchOptions): Part {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let shape = shapeOf(resources);

  const renew = async (): Promise<void> => {
    const { stacks, assets } = await synthesise(synth);
    const now = resolveStacks(stacks);
    const before = new Map(pool.functions().map((one) => [one.name, one]));
    const changed = functionsOf(now, assets).filter(
      (one) => JSON.stringify(before.get(one.name)) !== JSON.stringify(one),
    );
    pool.reload(changed);
    if (changed.length > 0)
      log('watch', 'functions loaded anew', { functions: changed.map(({ id }) => id).join(', ') });
    if (shapeOf(now) !== shape) log('watch', 'the template changed beyond its functions: start again to see it');
    shape = shapeOf(now);
  };
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(renew).catch((error: unknown) => log('watch', String(error)));
    }, quietMilliseconds);
  };
  const watchers = rooms.map((room) =>
    watch(path.join(root, room), { recursive: true }, (_, file) => {
      // The runtime itself is not reloaded by itself.
      if (file !== null && !(room === 'infra' && file.startsWith('local'))) changed();
    }),
  );
  return {
    stop: async () => {
      watchers.forEach((watcher) => watcher.close());
      clearTimeout(timer);
      await running;
    },
  };
}

/** Everything but the functions' code and settings, to tell a change that needs a new start. */
function shapeOf(resources: readonly Resource[]): string {
  return JSON.stringify(resources.filter(({ type }) => type !== 'AWS::Lambda::Function'));
}
