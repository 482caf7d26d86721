import { describe, expect, it } from 'vitest';
import type { RecordingId } from '#shared/ids.ts';
import type { Email } from '#shared/request/course.ts';
import { cancel, edit, type RequestEdit } from '#shared/request/decide.ts';
import { applied, changeOf, created, day, idleOf, later, now, people, refusalOf, told } from '../../support/desk.ts';
import { taken, worked } from '../../support/progress.ts';

const id = (text: string): RecordingId => text as RecordingId;
const reason = 'Cours retiré du programme';

describe('editing a request', () => {
  it('puts a new due date on the request and on each of its tasks, unconfirmed', () => {
    const desk = applied(created(), changeOf(edit(created(), { dueOnConfirmed: true }, [], people.tess, now)));
    const change = changeOf(edit(desk, { dueOn: day('2020-09-10') }, [], people.tess, later));
    expect(told(change)).toEqual([
      'RITM0010001 updated | dueOn: 2020-09-03 → 2020-09-10 | dueOnConfirmed: true → false',
      ...desk.tasks.map(({ number }) => `${number} updated | course.dueOn: 2020-09-03 → 2020-09-10`),
    ]);
    expect(change.request?.after.course.firstActivityOn).toBe('2020-09-03');
    expect(applied(desk, change).tasks.map((task) => task.course.dueOn)).toEqual(Array(4).fill('2020-09-10'));
  });

  it('confirms a date and changes it in one gesture', () => {
    const change = changeOf(edit(created(), { dueOn: day('2020-09-10'), dueOnConfirmed: true }, [], people.tess, now));
    expect(change.request?.after).toMatchObject({ dueOn: '2020-09-10', dueOnConfirmed: true });
  });

  it('keeps the confirmation when the date is said again', () => {
    const desk = applied(created(), changeOf(edit(created(), { dueOnConfirmed: true }, [], people.tess, now)));
    expect(idleOf(edit(desk, { dueOn: desk.request.dueOn }, [], people.tess, later))).toBe('unchanged');
  });

  it('enters presenters as said at the desk, or that there are none', () => {
    const entered = [
      { name: 'Paul', email: 'paul@example.org' as Email },
      { name: 'Anne', email: null },
    ];
    const listed = changeOf(edit(created(), { presenters: { kind: 'listed', people: entered } }, [], people.tess, now));
    expect(listed.request?.after.presenters).toEqual({ kind: 'listed', people: entered, from: 'desk' });
    expect(listed.tasks).toEqual([]);
    expect(told(listed)).toEqual([
      'RITM0010001 updated | presenters.kind: unknown → listed | presenters.people: null → Paul <paul@example.org>; Anne | presenters.from: null → desk',
    ]);
    const none = changeOf(edit(created(), { presenters: { kind: 'none' } }, [], people.tess, now));
    expect(none.request?.after.presenters).toEqual({ kind: 'none' });
  });

  it('announces recordings under the ids it is given, then changes and withdraws them by id', () => {
    const announced: RequestEdit = {
      recordings: [
        { title: 'Cours 1', presenter: null, state: 'announced' },
        { title: 'Cours 2', presenter: 'Paul', state: 'announced' },
      ],
    };
    const desk = applied(
      created(),
      changeOf(edit(created(), announced, [id('a'), id('b'), id('c')], people.tess, now)),
    );
    expect(desk.request.recordings.map((recording) => recording.id)).toEqual(['a', 'b']);
    const next = edit(
      desk,
      {
        recordings: [
          { title: 'Cours 3', presenter: null, state: 'announced' },
          { id: id('b'), title: 'Cours 2', presenter: 'Paul', state: 'validated' },
        ],
      },
      [id('d')],
      people.tina,
      later,
    );
    expect(changeOf(next).request?.after.recordings.map(({ id: each, state }) => [each, state])).toEqual([
      ['b', 'validated'],
      ['d', 'announced'],
    ]);
    expect(told(changeOf(next))).toEqual([
      [
        'RITM0010001 updated',
        'recordings.b.state: announced → validated',
        'recordings.d.title: null → Cours 3',
        'recordings.d.state: null → announced',
        'recordings.a.title: Cours 1 → null',
        'recordings.a.state: announced → null',
      ].join(' | '),
    ]);
  });

  it('does not call another order a change', () => {
    const two: RequestEdit['recordings'] = [
      { title: 'Cours 1', presenter: null, state: 'announced' },
      { title: 'Cours 2', presenter: null, state: 'announced' },
    ];
    const desk = applied(
      created(),
      changeOf(edit(created(), { recordings: two }, [id('a'), id('b')], people.tess, now)),
    );
    const reversed = desk.request.recordings.toReversed();
    expect(idleOf(edit(desk, { recordings: reversed }, [], people.tess, now))).toBe('unchanged');
  });

  it('refuses a recording it does not know, and the same one twice, naming the field', () => {
    const recording = { title: 'Cours 1', presenter: null, state: 'announced' } as const;
    const unknown = edit(
      created(),
      { recordings: [recording, { ...recording, id: id('z') }] },
      [id('a')],
      people.tess,
      now,
    );
    expect(refusalOf(unknown)).toEqual({
      code: 'recordingUnknown',
      field: 'recordings.1.id',
      params: { recording: 'z' },
    });
    const desk = applied(
      created(),
      changeOf(edit(created(), { recordings: [recording] }, [id('a')], people.tess, now)),
    );
    const twice = edit(
      desk,
      { recordings: [...desk.request.recordings, ...desk.request.recordings] },
      [],
      people.tess,
      now,
    );
    expect(refusalOf(twice)).toEqual({ code: 'invalid', field: 'recordings.1.id' });
  });

  it('changes nothing when nothing is said, or nothing new', () => {
    expect(idleOf(edit(created(), {}, [], people.tess, now))).toBe('unchanged');
    expect(idleOf(edit(created(), { dueOnConfirmed: false }, [], people.tess, now))).toBe('unchanged');
  });

  it('refuses a request that is over, and a caller without a group', () => {
    const cancelled = applied(created(), changeOf(cancel(created(), { reason }, people.mona, now)));
    expect(refusalOf(edit(cancelled, { dueOnConfirmed: true }, [], people.tess, now))).toEqual({
      code: 'requestOver',
      params: { state: 'cancelled' },
    });
    for (const caller of [people.idle, people.cora, people.rita, people.ada]) {
      expect(refusalOf(edit(created(), { dueOnConfirmed: true }, [], caller, now)).code).toBe('notAllowed');
    }
  });
});

describe('cancelling a request', () => {
  it('ends it and its tasks in hand, says why on each, and leaves closed what is closed', () => {
    const desk = worked(created(), 'interview');
    const change = changeOf(cancel(desk, { reason: ` ${reason} ` }, people.mona, later));
    const after = applied(desk, change);
    expect(after.request).toMatchObject({
      state: 'cancelled',
      cancelledAt: later,
      cancelledBy: { id: 'mona', name: 'Mona' },
      reason,
    });
    expect(after.request).not.toHaveProperty('startedAt');
    expect(after.tasks.map((task) => task.state)).toEqual(['closed', 'cancelled', 'cancelled', 'cancelled']);
    expect(change.lines.map(({ content }) => content.kind === 'change' && content.reason)).toEqual(
      Array(4).fill(reason),
    );
  });

  it('keeps who held a task', () => {
    const desk = taken(created(), 'interview');
    const after = applied(desk, changeOf(cancel(desk, { reason }, people.mona, later)));
    expect(after.tasks[0]).toMatchObject({ state: 'cancelled', assignee: { id: 'tess' }, endedAt: later });
  });

  it('refuses one that is over, a blank reason, and everybody but a manager', () => {
    const cancelled = applied(created(), changeOf(cancel(created(), { reason }, people.mona, now)));
    expect(refusalOf(cancel(cancelled, { reason }, people.mona, later)).code).toBe('requestOver');
    expect(refusalOf(cancel(created(), { reason: '' }, people.mona, now)).code).toBe('reasonMissing');
    expect(refusalOf(cancel(created(), { reason }, people.tess, now)).code).toBe('notAllowed');
  });
});
