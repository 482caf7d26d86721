import { describe, expect, it } from 'vitest';
import type { CourseEntry, Email } from '#shared/request/course.ts';
import { cancel, edit, type RequestWithTasks } from '#shared/request/decide.ts';
import { applyGrid, clearVanished, flagVanished } from '#shared/request/followGrid.ts';
import {
  applied,
  changeOf,
  course,
  created,
  day,
  firstImport,
  idleOf,
  later,
  now,
  people,
  secondImport,
  told,
} from '../../support/desk.ts';
import { opened, worked } from '../../support/progress.ts';
import { beforeCompliance } from '../../support/progress.ts';
import { closeWhenDone } from '#shared/request/workflow.ts';

const row = (entry: Partial<CourseEntry>): CourseEntry => ({ ...course, ...entry });
const paul = { name: 'Paul', email: 'paul@example.org' as Email };
const anne = { name: 'Anne', email: null };
const follow = (desk: RequestWithTasks, entry: Partial<CourseEntry>): RequestWithTasks =>
  applied(desk, changeOf(applyGrid(desk, row(entry), secondImport, later)));

describe('a changed row', () => {
  it('updates the request and its tasks, and tells each difference', () => {
    const desk = created();
    const entry = row({
      title: 'Biologie',
      responsible: { name: 'Rosa', email: 'rosa@example.org' as Email },
      sessions: 14,
    });
    const change = changeOf(applyGrid(desk, entry, secondImport, later));
    expect(change.request?.after).toMatchObject({ course: entry, changedBy: secondImport, version: 2 });
    const names = 'responsible.name: Rita → Rosa';
    const addresses = 'responsible.email: rita@example.org → rosa@example.org';
    expect(told(change)).toEqual([
      `RITM0010001 updated | course.title: Biologie humaine → Biologie | course.${names} | course.${addresses} | course.sessions: 12 → 14`,
      ...desk.tasks.map(
        ({ number }) =>
          `${number} updated | course.title: Biologie humaine → Biologie | course.${names} | course.${addresses}`,
      ),
    ]);
    expect(change.lines[0]).toMatchObject({ by: { kind: 'import', import: secondImport }, door: 'import', at: later });
  });

  it('leaves alone tasks whose queue row shows nothing of it', () => {
    expect(changeOf(applyGrid(created(), row({ students: 90 }), secondImport, later)).tasks).toEqual([]);
  });

  it('moves the due date and asks for confirmation again', () => {
    const confirmed = applied(created(), changeOf(edit(created(), { dueOnConfirmed: true }, [], people.tess, now)));
    const after = follow(confirmed, { firstActivityOn: day('2020-09-08') });
    expect(after.request).toMatchObject({ dueOn: '2020-09-08', dueOnConfirmed: false });
    expect(after.tasks.map((task) => task.course.dueOn)).toEqual(Array(4).fill('2020-09-08'));
  });

  it('leaves alone a date entered at the desk while the grid keeps its own', () => {
    const command = { dueOn: day('2020-09-10'), dueOnConfirmed: true };
    const edited = applied(created(), changeOf(edit(created(), command, [], people.tess, now)));
    expect(follow(edited, { title: 'Biologie' }).request).toMatchObject(command);
    expect(follow(edited, { firstActivityOn: day('2020-09-10') }).request).toMatchObject(command);
    expect(follow(edited, { firstActivityOn: day('2020-09-11') }).request).toMatchObject({
      dueOn: '2020-09-11',
      dueOnConfirmed: false,
    });
  });

  it('follows presenters that came with the grid or were unknown', () => {
    const listed = follow(created(), { presenters: [paul] });
    expect(listed.request.presenters).toEqual({ kind: 'listed', people: [paul], from: 'grid' });
    expect(follow(listed, { presenters: [paul, anne] }).request.presenters).toMatchObject({ people: [paul, anne] });
    expect(follow(listed, { presenters: [] }).request.presenters).toEqual({ kind: 'unknown' });
  });

  it('keeps presenters that the desk entered, or said there are none', () => {
    const entered = { kind: 'listed', people: [anne] } as const;
    const desk = applied(created(), changeOf(edit(created(), { presenters: entered }, [], people.tess, now)));
    expect(follow(desk, { presenters: [paul] }).request.presenters).toEqual({ ...entered, from: 'desk' });
    const none = applied(created(), changeOf(edit(created(), { presenters: { kind: 'none' } }, [], people.tess, now)));
    expect(follow(none, { presenters: [paul] }).request.presenters).toEqual({ kind: 'none' });
  });

  it('gives its facts to a request that is over and leaves it over', () => {
    let desk = worked(opened(beforeCompliance(created()), 'compliance'), 'compliance');
    desk = applied(desk, changeOf(closeWhenDone(desk, 1, now)));
    const after = follow(desk, { firstActivityOn: day('2020-09-08'), title: 'Biologie' });
    expect(after.request).toMatchObject({ state: 'closed', dueOn: '2020-09-08', dueOnConfirmed: true });
    expect(after.request.course.title).toBe('Biologie');
  });

  it('takes off the flag of a key that had vanished', () => {
    const desk = applied(created(), changeOf(flagVanished(created().request, firstImport, now)));
    const change = changeOf(applyGrid(desk, row({ students: 90 }), secondImport, later));
    expect(change.request?.after.vanished).toBeNull();
    expect(told(change)).toEqual(['RITM0010001 updated | course.students: 80 → 90 | vanished: IMP0010001 → null']);
  });

  it('is a fault when it is the row of another request', () => {
    expect(() => applyGrid(created(), row({ section: 'B' }), secondImport, later)).toThrow('RITM0010001');
  });
});

describe('an identical row', () => {
  it('does nothing', () => {
    expect(idleOf(applyGrid(created(), row({}), secondImport, later))).toBe('unchanged');
  });

  it('only takes off the flag of a key that had vanished', () => {
    const desk = applied(created(), changeOf(flagVanished(created().request, firstImport, now)));
    const change = changeOf(applyGrid(desk, row({}), secondImport, later));
    expect(told(change)).toEqual(['RITM0010001 reappeared | vanished: IMP0010001 → null']);
    expect(change.request?.after).toMatchObject({ vanished: null, changedBy: secondImport });
  });
});

describe('a vanished key', () => {
  it('is flagged on the request, which goes on', () => {
    const change = changeOf(flagVanished(created().request, secondImport, later));
    expect(change.request?.after).toMatchObject({
      state: 'open',
      vanished: { import: secondImport, at: later },
      changedBy: secondImport,
    });
    expect(change.tasks).toEqual([]);
    expect(told(change)).toEqual(['RITM0010001 vanished | vanished: null → IMP0010002']);
  });

  it('is flagged once', () => {
    const flagged = applied(created(), changeOf(flagVanished(created().request, firstImport, now)));
    expect(idleOf(flagVanished(flagged.request, secondImport, later))).toBe('unchanged');
  });

  it('is not flagged on a request that is over', () => {
    const cancelled = applied(created(), changeOf(cancel(created(), { reason: 'x' }, people.mona, now)));
    expect(idleOf(flagVanished(cancelled.request, secondImport, later))).toBe('requestOver');
  });

  it('has no flag to take off when it never vanished', () => {
    expect(idleOf(clearVanished(created().request, secondImport, later))).toBe('unchanged');
  });
});
