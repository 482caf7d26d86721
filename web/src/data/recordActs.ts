/**
 * Acts on many records of a list, and takes them back: shown at once, undone where the desk says no, a few at a time.
 * What the desk refuses is given back per record, with its reason; nothing stops the others.
 */
import { fewAtATime, type Listable } from './listSource.ts';
import { Refused, type Problem } from './problem.ts';

/** Who holds a record, or may. */
export interface Holder {
  readonly id: string;
  readonly name: string;
}

/** How many of these records each person holds. */
export function heldBy(records: Iterable<{ readonly assignee: Holder | null }>): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const { assignee } of records) if (assignee) held.set(assignee.id, (held.get(assignee.id) ?? 0) + 1);
  return held;
}

/** A record before and after an act on it. */
export interface Done<Item> {
  readonly before: Item;
  readonly after: Item;
}

export interface Failure<Item, Act, Line> {
  /** As it is now. */
  readonly record: Item;
  readonly act: Act;
  /** The desk's own sentence; null when it did not answer. */
  readonly sentence: string | null;
  /** What somebody else did meanwhile, newest first. */
  readonly changes: readonly Line[];
}

export interface Outcome<Item, Act, Line> {
  readonly done: readonly Done<Item>[];
  readonly failed: readonly Failure<Item, Act, Line>[];
}

/** How records of one kind are acted on. */
export interface Acting<Item extends Listable, Act, Line> {
  /** The record as the list knows it. */
  readonly known: (number: Item['number']) => Item | undefined;
  readonly take: (item: Item, force?: boolean) => boolean;
  /** What it will be like once the desk has accepted. */
  readonly expected: (item: Item, act: Act) => Item;
  /** @param went is told after each step of an act that has several. */
  readonly send: (item: Item, act: Act, went: (item: Item) => void) => Promise<Item>;
  /** The record as a refusal gives it. */
  readonly current: (problem: Problem) => Promise<Item | null>;
  /** What a refusal tells of it, oldest first. */
  readonly changes: (problem: Problem) => readonly Line[];
  /** What brings a record back to where it was; nothing where nothing changed. */
  readonly wayBack: (done: Done<Item>) => readonly Act[];
}

/** Does one act, on the record as it was seen. */
async function one<Item extends Listable, Act, Line>(
  acting: Acting<Item, Act, Line>,
  item: Item,
  act: Act,
): Promise<Done<Item> | Failure<Item, Act, Line>> {
  let stands = item;
  acting.take(acting.expected(item, act), true);
  try {
    const after = await acting.send(item, act, (step) => (stands = step));
    acting.take(after);
    if (after.version === item.version) acting.take(after, true);
    return { before: item, after };
  } catch (cause) {
    const problem = cause instanceof Refused ? cause.problem : null;
    const now = (problem && (await acting.current(problem))) ?? stands;
    const known = acting.known(item.number);
    if (!known || known.version <= now.version) acting.take(now, true);
    const changes = problem ? acting.changes(problem).toReversed() : [];
    return { record: now, act, sentence: problem?.detail ?? null, changes };
  }
}

/** Does one act on many records. @param told is told after each how many are done. */
export async function actOn<Item extends Listable, Act, Line>(
  acting: Acting<Item, Act, Line>,
  items: readonly Item[],
  act: Act,
  told: (count: number) => void = () => undefined,
): Promise<Outcome<Item, Act, Line>> {
  const done: Done<Item>[] = [];
  const failed: Failure<Item, Act, Line>[] = [];
  await fewAtATime(items, async (item) => {
    const result = await one(acting, item, act);
    if ('before' in result) done.push(result);
    else failed.push(result);
    told(done.length + failed.length);
  });
  return { done, failed };
}

/** Takes back what was done, record by record. */
export async function takeBack<Item extends Listable, Act, Line>(
  acting: Acting<Item, Act, Line>,
  done: readonly Done<Item>[],
  told: (count: number) => void = () => undefined,
): Promise<Outcome<Item, Act, Line>> {
  const undone: Done<Item>[] = [];
  const failed: Failure<Item, Act, Line>[] = [];
  await fewAtATime(done, async (each) => {
    let item = each.after;
    let refused = false;
    for (const act of acting.wayBack(each)) {
      const result = await one(acting, item, act);
      if (!('before' in result)) {
        failed.push(result);
        refused = true;
        break;
      }
      item = result.after;
    }
    if (!refused) undone.push({ before: each.after, after: item });
    told(undone.length + failed.length);
  });
  return { done: undone, failed };
}
