/** Random histories of incidents for the laws of their clocks. */
import fc from 'fast-check';
import { incidentStates, type StateChange } from '#shared/incident/state.ts';
import { instantOf } from '#shared/time/instant.ts';
import { instants } from '../time/arbitrary.ts';

/** Histories as records have them: each change has a rank of its own, and most begin with `new`. */
export const histories: fc.Arbitrary<readonly StateChange[]> = fc
  .tuple(
    fc.array(fc.record({ at: instants, to: fc.constantFrom(...incidentStates) }), { minLength: 1, maxLength: 7 }),
    fc.boolean(),
  )
  .map(([moves, proper]) => {
    const inOrder = moves.toSorted((one, other) => one.at - other.at);
    return inOrder.map(({ at, to }, seq) => ({
      at: instantOf(at),
      seq,
      to: proper && seq === 0 ? ('new' as const) : to,
    }));
  });
