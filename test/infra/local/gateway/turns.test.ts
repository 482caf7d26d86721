/** Whose call is next. */
import { expect, it } from 'vitest';
import { takingTurns } from '#infra/local/gateway/turns.ts';

/** Callers at a door that takes so many at once; `order` tells who came in. */
function door(atOnce: number) {
  const turns = takingTurns(atOnce);
  const order: string[] = [];
  const inside: (() => void)[] = [];
  const come = async (caller: string, call: string): Promise<void> => {
    const end = await turns(caller);
    order.push(`${caller} ${call}`);
    inside.push(end);
  };
  const leave = async (): Promise<void> => {
    inside.shift()?.();
    await new Promise(setImmediate);
  };
  return { come, leave, order };
}

it('lets in at once whom there is room for', async () => {
  const { come, order } = door(2);
  await Promise.all([come('import', '1'), come('import', '2')]);
  expect(order).toEqual(['import 1', 'import 2']);
});

it('lets one call pass a crowd of another caller, and keeps each caller’s own order', async () => {
  const { come, leave, order } = door(1);
  const all = ['1', '2', '3', '4'].map((call) => come('import', call));
  all.push(come('sign-in', '1'), come('sign-in', '2'));
  for (let left = 0; left < 6; left += 1) await leave();
  await Promise.all(all);
  expect(order).toEqual(['import 1', 'import 2', 'sign-in 1', 'import 3', 'sign-in 2', 'import 4']);
});

it('has room again for everybody once all have left, however often somebody says so', async () => {
  const turns = takingTurns(1);
  const end = await turns('import');
  end();
  end();
  const again = await turns('import');
  let came = false;
  const other = turns('sign-in').then(() => (came = true));
  await new Promise(setImmediate);
  expect(came).toBe(false);
  again();
  await other;
});
