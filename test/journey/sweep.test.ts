/** Help requests, the calendar and the sweep through a stack of their own: a calendar is everybody's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { startStack } from '#infra/local/main.ts';
import type { Stack } from '#infra/local/stack.ts';
import type { routes } from '#shared/contract/routes.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import { epochMs, instantOf } from '#shared/time/instant.ts';
import { localDate } from '#shared/time/zone.ts';
import { openDoors, type Doors } from '#test/support/doors.ts';
import { doorsOf } from '#test/support/stack.ts';

let stack: Stack;
let desk: Doors;
let schedule: string;
const zone = 'America/Toronto';
const hour = 3_600_000;
/** As an admin writes it. */
type Written = z.input<(typeof routes)['saveCalendar']['body']>;
const always = [{ opens: '00:00', closes: '24:00' }];
/** Whenever these tests are run, the desk is open. */
const dayAndNight: Written = {
  zone,
  hours: [
    {
      effectiveFrom: '2020-01-01',
      week: { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always },
    },
  ],
  closures: [],
};

beforeAll(async () => {
  stack = await startStack({ inMemory: true, port: 0, concurrency: 4 });
  desk = openDoors(await doorsOf(stack));
  const found = stack.resources.filter(({ type }) => type === 'AWS::Scheduler::Schedule');
  expect(found).toHaveLength(1);
  schedule = found[0]?.name ?? '';
  await saveCalendar(dayAndNight);
});
afterAll(async () => {
  desk.close();
  await stack.stop();
});

async function saveCalendar(calendar: Written): Promise<void> {
  const admin = desk.as('alex');
  const { version } = await admin.does('readCalendar');
  await admin.does('saveCalendar', { version, body: { ...calendar, note: 'Essai' } });
  await stack.settled();
}

/** Somebody called so many hours ago, and it is written down now. */
async function calledAgo(hours: number): Promise<IncidentNumber> {
  const { number } = await desk.as('marc').does('openIncident', {
    headers: { 'idempotency-key': `appel-${hours}` },
    body: {
      kind: 'incident',
      title: 'Son coupé',
      text: 'Le son coupe en classe virtuelle.',
      heard: {
        channel: 'telephone',
        requester: { name: 'Émilie Haddad', email: 'emilie.haddad@umontreal.example' },
        group: 'technologues',
        openedAt: instantOf(Date.now() - hours * hour),
      },
    },
  });
  await stack.settled();
  return number;
}

/** Lets the schedule of the template call the sweep, so often at once, and what follows from it end. */
async function sweep(times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) stack.fire(schedule);
  await stack.settled();
}

const tiersOf = async (incident: IncidentNumber): Promise<readonly unknown[]> => {
  const { items } = await desk.as('marc').does('listIncidentHistory', { params: { incident } });
  return items
    .flatMap(({ content }) =>
      content.kind === 'change' && content.action === 'tierReached' ? content.changes.map(({ to }) => to) : [],
    )
    .toReversed();
};
async function mailsOn(incident: IncidentNumber): Promise<readonly string[]> {
  const answer = await fetch(`${stack.addresses.inbox}/store`);
  const { emails } = (await answer.json()) as { emails: { subject: string; destination: { to: string[] } }[] };
  return emails.filter(({ subject }) => subject.includes(incident)).flatMap(({ destination }) => destination.to);
}

describe('the schedule of the template', () => {
  it('has each tier noted and its group told, once however often it calls', async () => {
    const incident = await calledAgo(7);
    await sweep();
    expect(await tiersOf(incident)).toEqual(['moderate', 'high']);
    const told = await mailsOn(incident);
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told).size).toBe(told.length);
    await sweep(3);
    expect(await tiersOf(incident)).toEqual(['moderate', 'high']);
    expect(await mailsOn(incident)).toEqual(told);
  });

  it('moves nobody’s version: an agent who was writing goes on', async () => {
    const incident = await calledAgo(5);
    const { version } = await desk.as('marc').does('readIncident', { params: { incident } });
    await sweep();
    expect(await tiersOf(incident)).toEqual(['moderate']);
    const started = await desk.as('marc').does('startIncident', { params: { incident }, version });
    expect(started.state).toBe('active');
  });
});

describe('a storm', () => {
  it('declared while help requests wait moves their tier and when they are due, and says why', async () => {
    const incident = await calledAgo(9);
    const params = { incident };
    const before = await desk.as('marc').does('readIncident', { params });
    expect(before.clocks.response.tier).toBe('overdue');
    // The campus has been closed since yesterday, up to now: nothing of what was waited counts.
    const closure = {
      from: localDate(epochMs(Date.now() - 24 * hour), zone),
      to: localDate(epochMs(Date.now()), zone),
      reason: 'Tempête de neige',
    };
    const stormy = { ...dayAndNight, closures: [closure] };
    const shown = await desk.as('alex').does('previewCalendar', { body: stormy });
    expect(shown.effect.items.map(({ number }) => number)).toContain(incident);
    expect(shown.warnings.map(({ code }) => code)).toContain('closureInPast');

    await saveCalendar(stormy);
    const after = await desk.as('marc').does('readIncident', { params });
    expect(after.clocks.response).toMatchObject({ tier: 'normal', elapsedMs: 0 });
    expect(after.clocks.response.dueAt === null || before.clocks.response.dueAt === null).toBe(false);
    expect((after.clocks.response.dueAt ?? '') > (before.clocks.response.dueAt ?? '')).toBe(true);
    const { clocks } = await desk.as('marc').does('explainIncident', { params });
    expect(clocks[0]?.segments[0]?.closures[0]?.closure.reason).toBe('Tempête de neige');
    expect(clocks[0]?.segments[0]?.closedMs).toBe(clocks[0]?.segments[0]?.hoursMs);
    await saveCalendar(dayAndNight);
  });
});
