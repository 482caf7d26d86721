/** Flags the requests whose course is gone from its grid. */
import * as courses from '#functions/store/courses.ts';
import * as requests from '#functions/store/requests.ts';
import { settle } from '#functions/store/settle.ts';
import type { ReportRow } from '#shared/grid/import.ts';
import type { Mentions } from '#shared/grid/mentions.ts';
import { vanishedFrom } from '#shared/grid/reconcile.ts';
import { nothing } from '#shared/history/change.ts';
import { courseKey } from '#shared/request/course.ts';
import { flagVanished } from '#shared/request/followGrid.ts';
import { isOver, type Request } from '#shared/request/request.ts';
import type { Desk } from './desk.ts';
import { overtaken, type Job } from './lastImport.ts';
import { lineOf } from './reportLine.ts';

/** To be called once the whole grid was met. Those flagged by an earlier import are no news and are not told again. */
export async function flagAllVanished(desk: Desk, job: Job, { scopes, keys }: Mentions): Promise<readonly ReportRow[]> {
  const rows: ReportRow[] = [];
  for (const scope of scopes()) {
    const inHand = (await courses.inHand(desk.table, scope)).map((request) => ({
      key: courseKey(request.course),
      scope: { term: request.course.term, department: request.course.department },
      over: isOver(request),
      request,
    }));
    for (const { request } of vanishedFrom(inHand, { scopes: [scope], keys })) {
      const flagged = await flag(desk, job, request);
      const { title } = request.course;
      if (flagged) {
        rows.push(
          lineOf({ row: null, title, key: courseKey(request.course) }, 'vanished', { request: request.number }),
        );
      }
    }
  }
  return rows;
}

/** Whether the flag is this import's doing, or would be. A request that a later grid spoke of is not judged by this one. */
async function flag(desk: Desk, job: Job, listed: Request): Promise<boolean> {
  const load = async () => (await requests.read(desk.table, listed.number)) ?? listed;
  const decide = async (request: Request) =>
    (await overtaken(desk, job, request)) ? nothing('unchanged') : flagVanished(request, job.number, desk.clock());
  if (job.mode === 'preview') return (await decide(await load())).kind === 'change';
  const { loaded, decision } = await settle(desk.table, desk.newLineId, load, decide);
  return decision.kind === 'change' || loaded.vanished?.import === job.number;
}
