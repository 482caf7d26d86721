import { describe, expect, it } from 'vitest';
import type { PersonRef } from '#shared/access/person.ts';
import { personActs, type HistoryLine, type LineContent } from '#shared/history/line.ts';
import type { LineId } from '#shared/ids.ts';
import { isNewsworthy, newsOf } from '#shared/news/news.ts';
import { cancel, type RequestWithTasks } from '#shared/request/decide.ts';
import { assign } from '#shared/task/decide.ts';
import { applied, changeOf, created, now, people, taskOf } from '#test/support/desk.ts';

/** A desk where Tess holds the interview and Tina the planning. */
function held(): RequestWithTasks {
  const made = created();
  const first = applied(made, changeOf(assign(taskOf(made, 'interview'), people.tess, people.mona, now)));
  return applied(first, changeOf(assign(taskOf(first, 'planning'), people.tina, people.mona, now)));
}

function lineOf(subject: HistoryLine['subject'], content: LineContent, by: PersonRef): HistoryLine {
  return { ...personActs(by, now), id: 'L' as LineId, request: created().request.number, subject, version: 2, content };
}

const comment: LineContent = { kind: 'comment', text: 'Bonjour' };
const to = (line: HistoryLine, desk = held(), writers: readonly PersonRef[] = []) =>
  newsOf(
    line,
    desk,
    writers.map(({ id }) => id),
  ).to;

describe('a comment', () => {
  const desk = held();
  it('is told to all who hold a step, but not to who wrote it', () => {
    expect(to(lineOf(desk.request.number, comment, people.rita), desk)).toEqual(['tess', 'tina']);
    expect(to(lineOf(desk.request.number, comment, people.tess), desk)).toEqual(['tina']);
  });

  it('is told to who wrote on the request before, once', () => {
    const line = lineOf(desk.request.number, comment, people.rita);
    expect(to(line, desk, [people.theo, people.tess, people.rita])).toEqual(['tess', 'tina', 'theo']);
  });

  it('is cut to what a list can show', () => {
    const long: LineContent = { kind: 'workNote', text: 'a'.repeat(2_000) };
    const { news } = newsOf(lineOf(desk.request.number, long, people.rita), desk, []);
    expect(news.content).toEqual({ kind: 'workNote', text: 'a'.repeat(240) });
  });
});

describe('a change', () => {
  it('of a step is told to who holds it', () => {
    const desk = held();
    const reopened: LineContent = { kind: 'change', action: 'reopened', changes: [], reason: 'À revoir' };
    expect(to(lineOf(taskOf(desk, 'planning').number, reopened, people.mona), desk)).toEqual(['tina']);
    expect(to(lineOf(taskOf(desk, 'compliance').number, reopened, people.mona), desk)).toEqual([]);
  });

  it('of hands is told to who gives and who gets', () => {
    const before = held();
    const made = changeOf(assign(taskOf(before, 'interview'), people.theo, people.mona, now));
    const [draft] = made.lines;
    if (!draft) throw new Error('An assignment tells a line');
    const line = { ...draft, id: 'L' as LineId, request: before.request.number };
    expect(to(line, applied(before, made))).toEqual(['theo', 'tess']);
  });

  it('of the whole request is told to who holds a step that is not over, or that ended with it', () => {
    const before = held();
    const made = changeOf(cancel(before, { reason: 'Retiré' }, people.mona, now));
    const [draft] = made.lines;
    if (!draft) throw new Error('A cancellation tells a line');
    const line = { ...draft, id: 'L' as LineId, request: before.request.number };
    expect(to(line, applied(before, made))).toEqual(['tess', 'tina']);
  });

  it('of a course is told once, by the request', () => {
    const desk = held();
    const updated: LineContent = { kind: 'change', action: 'updated', changes: [], reason: null };
    expect(to(lineOf(taskOf(desk, 'planning').number, updated, people.mona), desk)).toEqual([]);
    expect(to(lineOf(desk.request.number, updated, people.mona), desk)).toEqual(['tess', 'tina']);
  });

  it('that the desk makes by itself in the course of things is nobody’s news', () => {
    const started: LineContent = { kind: 'change', action: 'started', changes: [], reason: null };
    expect(isNewsworthy({ content: started })).toBe(false);
    expect(isNewsworthy({ content: comment })).toBe(true);
  });
});
