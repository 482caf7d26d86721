import fc from 'fast-check';
import { expect, it } from 'vitest';
import { waitMs } from '#web/data/liveBackoff.ts';

it('waits between half and the whole of a time that doubles up to two minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
      const whole = Math.min(120_000, 1_000 * 2 ** (failures - 1));
      expect(waitMs(failures, chance)).toBeGreaterThanOrEqual(whole / 2);
      expect(waitMs(failures, chance)).toBeLessThanOrEqual(whole);
    }),
  );
});
