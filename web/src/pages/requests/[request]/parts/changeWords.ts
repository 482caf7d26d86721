/**
 * What a change of history says, as words: which field, from what, to what. Fields that only the machine needs are left
 * out; fields that belong together (the presenters, one recording) are told as one.
 */
import type { HistoryLine } from '#web/data/history.ts';

type Value = string | number | boolean | null;
type Content = Extract<HistoryLine['content'], { kind: 'change' }>;
type FieldChange = Content['changes'][number];

/** A value to be worded: by its own text, as a day, as a state of the vocabulary, or by a name of the locale files. */
export type Said =
  | { readonly as: 'text'; readonly text: string }
  | { readonly as: 'day'; readonly day: string }
  | { readonly as: 'word'; readonly key: string }
  | { readonly as: 'nothing' };

export interface SaidChange {
  /** Name of the field in the locale files, below `request.field`. */
  readonly field: string;
  /** What the field is about where there are several: the title of a recording, the key of a checklist item. */
  readonly about: string | null;
  readonly from: Said;
  readonly to: Said;
}

const nothing: Said = { as: 'nothing' };
const text = (value: Value): Said => (value === null || value === '' ? nothing : { as: 'text', text: String(value) });
const day = (value: Value): Said => (typeof value === 'string' ? { as: 'day', day: value } : nothing);
const yesNo = (value: Value): Said =>
  value === null ? nothing : { as: 'word', key: value === true ? 'request.said.yes' : 'request.said.no' };
const among =
  (base: string) =>
  (value: Value): Said =>
    typeof value === 'string' ? { as: 'word', key: `${base}.${value}` } : nothing;

const plain: Readonly<Record<string, (value: Value) => Said>> = {
  dueOn: day,
  dueOnConfirmed: yesNo,
  assignee: text,
  vanished: text,
  'course.title': text,
  'course.department': text,
  'course.responsible.name': text,
  'course.responsible.email': text,
  'course.firstActivityOn': day,
  'course.sessions': text,
  'course.students': text,
  'course.presenters': text,
  'course.remarks': text,
};

/** Which execution drives it, and the id beside a name: told to nobody. */
const untold: ReadonlySet<string> = new Set(['run', 'assigneeId']);

const side = (changes: readonly FieldChange[], end: 'from' | 'to', field: string): Value =>
  changes.find((change) => change.field === field)?.[end] ?? null;

function presenters(changes: readonly FieldChange[]): readonly SaidChange[] {
  const its = changes.filter(({ field }) => field.startsWith('presenters.'));
  if (its.length === 0) return [];
  const said = (end: 'from' | 'to'): Said => {
    const people = side(its, end, 'presenters.people');
    if (people !== null) return text(people);
    const kind = side(its, end, 'presenters.kind');
    // Their kind did not change, nor did their names: only where they came from did.
    return kind === null ? nothing : among('request.presentersKind')(kind);
  };
  const [from, to] = [said('from'), said('to')];
  return from.as === 'nothing' && to.as === 'nothing' ? [] : [{ field: 'presenters', about: null, from, to }];
}

function recordings(changes: readonly FieldChange[]): readonly SaidChange[] {
  const its = changes.filter(({ field }) => field.startsWith('recordings.'));
  const ids = [...new Set(its.map(({ field }) => field.split('.')[1] ?? ''))];
  return ids.map((id) => {
    const said = (end: 'from' | 'to'): Said => {
      const [title, state] = [side(its, end, `recordings.${id}.title`), side(its, end, `recordings.${id}.state`)];
      if (state !== null) return among('request.recordingState')(state);
      return title === null ? text(side(its, end, `recordings.${id}.presenter`)) : text(title);
    };
    const title = side(its, 'to', `recordings.${id}.title`) ?? side(its, 'from', `recordings.${id}.title`);
    return { field: 'recording', about: title === null ? `#${id}` : String(title), from: said('from'), to: said('to') };
  });
}

/**
 * Changes of a line as they are told.
 * @param ofTask whether the line speaks of a task, whose states have other words than a request's.
 */
export function changesSaid({ changes }: Content, ofTask: boolean): readonly SaidChange[] {
  const single = changes.flatMap(({ field, from, to }): readonly SaidChange[] => {
    if (untold.has(field) || field.startsWith('presenters.') || field.startsWith('recordings.')) return [];
    if (field === 'state') {
      const state = among(ofTask ? 'looks.task' : 'looks.request');
      return [{ field, about: null, from: state(from), to: state(to) }];
    }
    if (field.startsWith('checklist.')) {
      const done = (value: Value): Said => ({
        as: 'word',
        key: value === true ? 'request.said.ticked' : 'request.said.unticked',
      });
      return [{ field: 'checklist', about: field.slice('checklist.'.length), from: done(from), to: done(to) }];
    }
    // A task repeats the course and due date of its request.
    const known = plain[field === 'course.dueOn' ? 'dueOn' : field];
    const name = field === 'course.dueOn' ? 'dueOn' : field.replace(/^course\./, '').replace('.', '');
    return known ? [{ field: name, about: null, from: known(from), to: known(to) }] : [];
  });
  return [...single, ...presenters(changes), ...recordings(changes)];
}
