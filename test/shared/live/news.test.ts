import { describe, expect, it } from 'vitest';
import type { Act, HistoryLine } from '#shared/history/line.ts';
import type { LineId } from '#shared/ids.ts';
import { channelsOf } from '#shared/live/channel.ts';
import { ofLine, ofRequest, ofTask } from '#shared/live/news.ts';
import { personActs, workflowActs } from '#shared/history/line.ts';
import { created, later, now, people, taskOf } from '#test/support/desk.ts';

const { request, tasks } = created();
const interview = taskOf({ request, tasks }, 'interview');
const wrote = <Record>(before: Record | null, after: Record, act: Act | null = null) => ({
  before,
  after,
  act,
  at: now,
});
const line = (kind: 'comment' | 'workNote'): HistoryLine => ({
  ...personActs(people.tess, later),
  id: 'line' as LineId,
  request: request.number,
  subject: request.number,
  version: 1,
  content: { kind, text: 'Bonjour' },
});

describe('news of a request', () => {
  it('is told to its followers, to both groups of its plan, to its head of course and to its department', () => {
    expect(ofRequest(wrote(request, request)).channels).toEqual([
      'request:RITM0010001',
      'group:techno-pedagogues',
      'group:technologues',
      'requester:rita@example.org',
      'department:medecine',
    ]);
  });

  it('that was just made is told to all of these but its followers, as it has none', () => {
    const { channels } = ofRequest(wrote(request, request));
    expect(ofRequest(wrote(null, request)).channels).toEqual(channels.slice(1));
  });

  it('is told to whom it was taken from, too', () => {
    const moved = {
      ...request,
      course: { ...request.course, responsible: { name: 'Cora', email: people.cora.email } },
    };
    expect(ofRequest(wrote(request, moved)).channels).toEqual(
      expect.arrayContaining(['requester:rita@example.org', 'requester:cora@example.org']),
    );
  });

  it('names who did it and when, unless the desk did it by itself', () => {
    expect(ofRequest(wrote(request, request, personActs(people.tess, later)))).toMatchObject({
      by: { id: 'tess', name: 'Tess' },
      at: later,
    });
    expect(ofRequest(wrote(request, request, workflowActs(later)))).toMatchObject({ by: null, at: later });
    expect(ofRequest(wrote(null, request))).toMatchObject({ by: null, at: now });
  });
});

describe('news of a task', () => {
  it('is told to its group only, to who holds it and to who held it', () => {
    const held = { ...interview, assignee: { id: people.tess.id, name: 'Tess' } };
    const { channels = [] } = ofTask(wrote(held, { ...held, assignee: { id: people.theo.id, name: 'Theo' } })) ?? {};
    expect(channels).toEqual([
      'request:RITM0010001',
      'group:techno-pedagogues',
      'assignee:theo',
      'assignee:tess',
      'requester:rita@example.org',
      'department:medecine',
    ]);
  });

  it('that was made with its request is told to the queue it is open in, and to nobody while it waits', () => {
    expect(ofTask(wrote(null, interview))?.channels).toEqual(['group:techno-pedagogues']);
    expect(ofTask(wrote(null, taskOf({ request, tasks }, 'planning')))).toBeNull();
  });
});

describe('news of a line of history', () => {
  const mine = { ...interview, assignee: { id: people.tess.id, name: 'Tess' } };
  const others = tasks.filter(({ kind }) => kind !== 'interview');

  it('is told of a comment to its people and to who holds a task in hand', () => {
    expect(ofLine(line('comment'), request, [mine, ...others])).toMatchObject({
      record: { kind: 'comment', number: request.number },
      channels: ['request:RITM0010001', 'assignee:tess', 'requester:rita@example.org', 'department:medecine'],
      by: { id: 'tess' },
      open: 'named',
    });
  });

  it('is for the desk alone when it is a work note', () => {
    const news = ofLine(line('workNote'), request, [mine, ...others]);
    expect(news).toMatchObject({ open: 'desk', channels: ['request:RITM0010001', 'assignee:tess'] });
  });

  it('is none when the record it changed tells it', () => {
    const content = { kind: 'change', action: 'taken', changes: [], reason: null } as const;
    expect(ofLine({ ...line('comment'), content }, request, tasks)).toBeNull();
  });
});

describe('what is mine', () => {
  it('is what I hold and what I answer for, and for a coordinator their departments', () => {
    expect(channelsOf(people.tess, { kind: 'mine' })).toEqual(['assignee:tess', 'requester:tess@example.org']);
    expect(channelsOf(people.cora, { kind: 'mine' })).toEqual([
      'assignee:cora',
      'requester:cora@example.org',
      'department:medecine',
    ]);
  });
});
