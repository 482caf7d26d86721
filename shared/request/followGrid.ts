/** A known request follows the grid it came from: design, "Import". */
import { change, type Decision, nothing } from '../history/change.ts';
import { importActs } from '../history/line.ts';
import { differences } from '../history/trace.ts';
import type { ImportNumber } from '../ids.ts';
import { followCourse } from '../task/move.ts';
import type { Instant } from '../time/instant.ts';
import { courseKey, type CourseEntry } from './course.ts';
import { presentersFromGrid } from './create.ts';
import type { RequestWithTasks } from './decide.ts';
import { moveRequest } from './move.ts';
import { isOver, type Presenters, type Request } from './request.ts';
import { contactsText, courseTrace } from './trace.ts';

/** Whether the grid says of a course what is already known, spelling of every field included. */
export function sameCourse(known: CourseEntry, entry: CourseEntry): boolean {
  return differences(courseTrace(known), courseTrace(entry)).length === 0;
}

/**
 * Brings a request and its tasks up to date with its row. A new first activity becomes the due date, to be confirmed again
 * unless it is the very date already confirmed; one unchanged in the grid leaves alone a date entered at the desk.
 * Presenters follow while they came from the grid or are unknown; what the desk entered stays. A vanished key that is back
 * is no longer flagged. A request that is over takes the grid's facts and is otherwise left over. Nothing (`unchanged`)
 * when the row says what is known.
 */
export function applyGrid(
  { request, tasks }: RequestWithTasks,
  entry: CourseEntry,
  by: ImportNumber,
  now: Instant,
): Decision {
  if (courseKey(entry) !== courseKey(request.course)) throw new Error(`Row is not that of ${request.number}`);
  const known = sameCourse(request.course, entry);
  if (known) return clearVanished(request, by, now);
  const act = importActs(by, now);
  const after: Request = {
    ...request,
    ...dueDate(request, entry),
    course: entry,
    presenters: followedPresenters(request.presenters, entry),
    changedBy: by,
    vanished: null,
  };
  return change({
    request: moveRequest(request, after, 'updated', act),
    tasks: followCourse(tasks, entry, after.dueOn, act),
  });
}

function dueDate(request: Request, entry: CourseEntry): Pick<Request, 'dueOn' | 'dueOnConfirmed'> {
  const { dueOn, dueOnConfirmed } = request;
  if (entry.firstActivityOn === request.course.firstActivityOn || entry.firstActivityOn === dueOn) {
    return { dueOn, dueOnConfirmed };
  }
  return { dueOn: entry.firstActivityOn, dueOnConfirmed: isOver(request) && dueOnConfirmed };
}

function followedPresenters(before: Presenters, entry: CourseEntry): Presenters {
  switch (before.kind) {
    case 'none':
      return before;
    case 'unknown':
      return presentersFromGrid(entry);
    case 'listed':
      return before.from === 'desk' || contactsText(before.people) === contactsText(entry.presenters)
        ? before
        : presentersFromGrid(entry);
    default:
      return before satisfies never;
  }
}

/** Takes the flag off a request whose key is back in the grid. Nothing (`unchanged`) when it has none. */
export function clearVanished(request: Request, by: ImportNumber, now: Instant): Decision {
  if (!request.vanished) return nothing('unchanged');
  const after: Request = { ...request, vanished: null, changedBy: by };
  return change({ request: moveRequest(request, after, 'reappeared', importActs(by, now)) });
}

/**
 * Flags a request whose key is missing from the latest grid; people decide whether to cancel it. Nothing for one already
 * flagged (`unchanged`) or over (`requestOver`).
 */
export function flagVanished(request: Request, by: ImportNumber, now: Instant): Decision {
  if (isOver(request)) return nothing('requestOver');
  if (request.vanished) return nothing('unchanged');
  const after: Request = { ...request, vanished: { import: by, at: now }, changedBy: by };
  return change({ request: moveRequest(request, after, 'vanished', importActs(by, now)) });
}
