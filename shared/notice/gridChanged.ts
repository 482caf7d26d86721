/** Tells whoever holds a task that the grid changed its course. */
import type { FieldChange } from '../history/line.ts';
import type { Request } from '../request/request.ts';
import type { ServiceTask } from '../task/serviceTask.ts';
import { changeLines, courseName, notice, taskNames, type Notice } from './notice.ts';

/**
 * @param tasks those the reader holds.
 * @param changes as the history line of the request tells them.
 * @param link address of the request's page.
 */
export function gridChanged(
  request: Request,
  tasks: readonly ServiceTask[],
  changes: readonly FieldChange[],
  link: string,
): Notice {
  const held = tasks.map(({ kind }) => taskNames[kind]).join(', ');
  const lines = changeLines(changes);
  const unconfirmed = changes.some(
    ({ field, from, to }) => field === 'dueOnConfirmed' && from === true && to === false,
  );
  return notice(`${request.number} : la grille a changé, ${courseName(request.course)}`, [
    'Bonjour,',
    `La grille des cours a changé pour ${courseName(request.course)}. Vous avez en main : ${held}.`,
    ...(lines.length > 0 ? [lines.join('\n')] : []),
    ...(unconfirmed ? ['La date d’échéance est à confirmer de nouveau avec le responsable du cours.'] : []),
    `Ouvrir la demande ${request.number} : ${link}`,
  ]);
}
