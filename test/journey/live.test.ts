/** What somebody does reaches the open sockets of those who follow it, and of nobody else. */
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { siteConfigIn } from '#shared/contract/siteConfig.ts';
import { groupTopic, requestTopic } from '#shared/live/topic.ts';
import type { LiveTopic } from '#shared/live/topic.ts';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors, patience, type RequestPage } from '#test/support/doors.ts';
import { listen, type Ear } from '#test/support/sockets.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';

const doors = inject('stack');
const desk = openDoors(doors);
const team = teamOf(desk);
const sophie = desk.as('sophie');
const ears: Ear[] = [];
let url: string;
let mine: RequestPage;
let other: RequestPage;

const ticketOf = async (username: string): Promise<string> => (await desk.as(username).does('issueLiveTicket')).ticket;
/** Somebody's browser, which follows these topics. */
async function earOf(username: string, topics: readonly LiveTopic[] = []): Promise<Ear> {
  const ear = await listen(url, await ticketOf(username));
  ears.push(ear);
  await ear.follow({ topics });
  return ear;
}
const named = (name: string) => (message: Parameters<Parameters<Ear['hears']>[1] & object>[0]) =>
  message.kind === 'news' && message.events.some(({ record }) => `${record.kind} ${record.number}` === name);

beforeAll(async () => {
  const config = await fetch(`${doors.site}/config.json`);
  url = siteConfigIn(await config.json()).liveUrl;
  const row = { responsible: 'René Nguyen', email: 'rene.nguyen@umontreal.example', department: 'Chirurgie' };
  await desk.land('grids/autre.csv', csvGrid(courses('H2062', 1, row)));
  const [made] = await team.made('A2066', 1);
  const [second] = await desk.requestsOf('H2062');
  if (!made || !second) throw new Error('Two requests were to be made');
  mine = made;
  other = await desk.read(second.number);
}, 300_000);
afterAll(() => {
  for (const ear of ears) ear.close();
  desk.close();
});

describe('a change', () => {
  it('reaches those who follow the group, the request, or hold the task, with who did it', async () => {
    const marc = await earOf('marc', [groupTopic('techno-pedagogues')]);
    const julien = await earOf('julien', [requestTopic(mine.number)]);
    const holder = await earOf('sophie', ['mine']);
    const interview = taskNumber(mine, 'interview');
    const taken = await team.take(sophie, await team.task(interview));
    for (const ear of [marc, julien, holder]) {
      const { events } = await ear.hears('news', named(`serviceTask ${interview}`));
      const event = events.find(({ record }) => record.number === interview);
      expect(event).toMatchObject({ request: mine.number, version: taken.version, by: { name: 'Sophie Lamarre' } });
    }
  });

  it('of others’ requests, and a work note, is not heard by a requester', async () => {
    const topics = [
      'mine',
      'imports',
      groupTopic('technologues'),
      requestTopic(mine.number),
      requestTopic(other.number),
    ] as const;
    const emilie = await listen(url, await ticketOf('emilie'));
    ears.push(emilie);
    expect((await emilie.follow({ topics: [...topics] })).topics).toEqual(['mine', requestTopic(mine.number)]);
    const write = (request: RequestPage, name: 'comment' | 'writeWorkNote', text: string) =>
      sophie.does(name, {
        params: { request: request.number },
        body: { text },
        headers: { 'idempotency-key': `live-${text}` },
      });
    const witness = await earOf('helene', [requestTopic(mine.number), requestTopic(other.number)]);
    await write(other, 'comment', 'Pour René');
    await write(mine, 'writeWorkNote', 'Entre nous');
    await witness.hears('news', named(`comment ${other.number}`));
    await witness.hears('news', named(`workNote ${mine.number}`));
    await write(mine, 'comment', 'Bonjour');
    const { events } = await emilie.hears('news', named(`comment ${mine.number}`));
    expect(events[0]?.by).toMatchObject({ name: 'Sophie Lamarre' });
    expect(emilie.named()).not.toContain(`workNote ${mine.number}`);
    expect(emilie.named().join()).not.toContain(other.number);
  });

  it('of a task is told to its requester without who did it, as their page shows it', async () => {
    const emilie = await earOf('emilie', ['mine']);
    const interview = await team.task(taskNumber(mine, 'interview'));
    const item = interview.checklist[0]?.item ?? '';
    await sophie.does('checkItem', {
      params: { task: interview.number, item },
      version: interview.version,
      body: { done: true },
    });
    const { events } = await emilie.hears('news', named(`serviceTask ${interview.number}`));
    expect(events.map(({ by }) => by)).toEqual(events.map(() => null));
  });

  it('that is a whole grid is a few messages, and its import is followed to its end', async () => {
    const marc = await earOf('marc', [groupTopic('technologues'), 'imports']);
    const count = 150;
    const ended = await desk.land('grids/foule.csv', csvGrid(courses('E2063', count)));
    await marc.hears('news', named(`import ${ended.number}`));
    const rows = await desk.requestsOf('E2063');
    expect(rows).toHaveLength(count);
    await vi.waitFor(() => {
      const crowded = marc.heard.some((message) => message.kind === 'news' && message.crowded.length > 0);
      const untold = rows.filter(({ number }) => !marc.named().includes(`request ${number}`));
      expect(crowded ? [] : untold).toEqual([]);
    }, patience);
    expect(marc.heard.filter(({ kind }) => kind === 'news').length).toBeLessThan(count / 2);
  }, 240_000);
});

describe('a ticket', () => {
  it('is for those who are signed in, and opens one socket', async () => {
    expect((await desk.nobody.send('issueLiveTicket')).status).toBe(401);
    const ticket = await ticketOf('fatima');
    const first = await listen(url, ticket);
    ears.push(first);
    await expect(listen(url, ticket)).rejects.toThrow('401');
    await expect(listen(url, 'made-up')).rejects.toThrow('401');
    await expect(listen(url, doors.tokens['fatima'] ?? '')).rejects.toThrow('401');
  });
});

describe('after a cut', () => {
  it('a browser that comes back is told again', async () => {
    const before = await earOf('linh', [requestTopic(other.number)]);
    before.close();
    await before.closed;
    const linh = await earOf('linh', [requestTopic(other.number)]);
    const body = { text: 'Du nouveau' };
    const headers = { 'idempotency-key': 'live-back' };
    await sophie.does('comment', { params: { request: other.number }, body, headers });
    await linh.hears('news', named(`comment ${other.number}`));
    expect(before.named()).toEqual([]);
  });
});

describe('who is on a request', () => {
  it('is told to the others of the desk who are, as they come, write and go', async () => {
    const request = mine.number;
    const helene = await earOf('helene');
    const amina = await earOf('amina');
    await helene.follow({ present: [{ request, doing: 'reading' }] });
    await amina.follow({ present: [{ request, doing: 'reading' }] });
    const meets = (doing: string | null) =>
      helene.hears('present', ({ others }) => (doing === null ? others.length === 0 : others[0]?.doing === doing));
    expect((await meets('reading')).others).toMatchObject([{ person: { name: 'Amina Benali' } }]);
    await amina.hears('present', ({ others }) => others[0]?.person.name === 'Hélène Marchand');
    await amina.follow({ present: [{ request, doing: 'writing' }] });
    await meets('writing');
    const told = helene.heard.length;
    amina.close();
    await vi.waitFor(() => {
      const last = helene.heard.slice(told).findLast(({ kind }) => kind === 'present');
      expect(last).toMatchObject({ others: [] });
    }, patience);
  });
});
