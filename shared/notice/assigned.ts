/** Tells somebody that a colleague gave them a task. */
import type { PersonRef } from '../access/person.ts';
import type { ServiceTask } from '../task/serviceTask.ts';
import { courseName, notice, taskNames, type Notice } from './notice.ts';

/** @param link address of the task's page. */
export function assigned(task: ServiceTask, by: PersonRef, link: string): Notice {
  const name = taskNames[task.kind];
  return notice(`${task.number} vous est assignée : ${name}, ${courseName(task.course)}`, [
    'Bonjour,',
    `${by.name} vous a assigné la tâche « ${name} » de la demande ${task.request}, ${courseName(task.course)}.`,
    task.state === 'pending'
      ? `Échéance : ${task.course.dueOn}. La tâche attend celles qui la précèdent; vous la verrez s’ouvrir dans votre file.`
      : `Échéance : ${task.course.dueOn}.`,
    `Ouvrir la tâche ${task.number} : ${link}`,
  ]);
}
