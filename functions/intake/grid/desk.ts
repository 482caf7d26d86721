import type { Clock } from '#functions/runtime/clock.ts';
import type { LineIds } from '#functions/runtime/ids.ts';
import type { IntakeObjects } from '#functions/runtime/intakeObjects.ts';
import type { Log } from '#functions/runtime/log.ts';
import type { Numbers } from '#functions/store/numbers.ts';
import type { Table } from '#functions/store/table.ts';

/** What an import works with. */
export interface Desk {
  readonly table: Table;
  readonly numbers: Numbers;
  readonly bucket: IntakeObjects;
  readonly clock: Clock;
  readonly newLineId: LineIds;
  readonly log: Log;
  /** Names this very invocation among those that may hold a landing. */
  readonly holder: string;
}
