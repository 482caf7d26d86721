/** Many requests at the point where two branches of the plan meet, all at one moment. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDoors, sideBySide, type RequestPage } from '#test/support/doors.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';

const desk = openDoors(inject('stack'));
const team = teamOf(desk);
afterAll(() => desk.close());

/** Requests that close two tasks each at one moment: enough to collide, few enough to be prepared in seconds. */
const crowd = 60;

describe('a crowd of requests', () => {
  let requests: readonly RequestPage[] = [];
  beforeAll(async () => {
    requests = await team.made('A2032', crowd);
  }, 300_000);

  it(
    'opens each compliance exactly once when its two branches close at the same moment',
    { timeout: 600_000 },
    async () => {
      await sideBySide(requests, (request) => team.skip(taskNumber(request, 'interview')));
      const ready = await sideBySide(requests, async (request) => {
        const planning = await team.prepare(taskNumber(request, 'planning'), 'planning');
        return { request, planning, coaching: await team.prepare(taskNumber(request, 'coaching'), 'coaching') };
      });
      await Promise.all(
        ready.flatMap(({ planning, coaching }) => [team.close('planning', planning), team.close('coaching', coaching)]),
      );
      await sideBySide(ready, async ({ request }) => {
        const compliance = taskNumber(request, 'compliance');
        const { version } = await team.taskIs(compliance, 'open');
        const lines = await desk.history(request.number);
        const opened = lines.filter(
          ({ subject, content }) => subject === compliance && content.kind === 'change' && content.action === 'opened',
        );
        expect({ opened: opened.length, version }).toEqual({ opened: 1, version: 2 });
        expect(await desk.execution(request.number)).toBe('RUNNING');
      });
    },
  );
});
