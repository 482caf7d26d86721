/** Which of those in hand an incident may be a duplicate of: opened no later than it, the same person's first. */
import { fold } from '#shared/grid/cell.ts';
import type { IncidentPage } from '#web/data/incident.ts';

type Row = Pick<IncidentPage, 'number' | 'title' | 'openedAt'> & { readonly requester: { readonly name: string } };

/** As many as are looked through at a glance. */
const shownAtMost = 8;

/** @param sought words that the number, the title or the name must hold; none asks for all. */
export function duplicatesAmong<Each extends Row>(
  rows: readonly Each[],
  { number, openedAt, requester }: Row,
  sought: string,
): readonly Each[] {
  const wanted = fold(sought).split(/\s+/).filter(Boolean);
  const theirs = ({ requester: { name } }: Row) => Number(name === requester.name);
  return rows
    .filter((row) => row.number !== number && row.openedAt <= openedAt)
    .filter((row) => {
      const words = fold(`${row.number} ${row.title} ${row.requester.name}`);
      return wanted.every((word) => words.includes(word));
    })
    .toSorted((one, other) => theirs(other) - theirs(one))
    .slice(0, shownAtMost);
}
