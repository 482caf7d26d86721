/** The desk's screens by what people read on them: places are found by role and name, in French. */
import { expect, vi } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { csvGrid, type CourseRow } from './courseGrid.ts';
import { patience } from './doors.ts';

/** A file as somebody has it on their own machine. */
export const gridFile = (name: string, rows: readonly CourseRow[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(csvGrid(rows)),
});
type GivenFile = ReturnType<typeof gridFile>;

/** Drops a file onto the place for grids, as a mouse does that drags it out of a folder. */
export async function dropGrid(page: Page, { name, mimeType, buffer }: GivenFile): Promise<void> {
  const base64 = buffer.toString('base64');
  const dataTransfer = await page.evaluateHandle(
    `(() => {
      const bytes = Uint8Array.from(atob(${JSON.stringify(base64)}), (letter) => letter.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], ${JSON.stringify(name)}, { type: ${JSON.stringify(mimeType)} }));
      return carried;
    })()`,
  );
  const place = page.getByText('Déposez une grille ici');
  for (const event of ['dragenter', 'dragover', 'drop']) await place.dispatchEvent(event, { dataTransfer });
}

/** Waits until something holds of a page that changes by itself. */
export const becomes = <Value>(read: () => Promise<Value>, wanted: Value): Promise<void> =>
  vi.waitFor(async () => expect(await read()).toEqual(wanted), patience);

/** Marks a page so that it can be told later whether it was ever loaded anew. */
export async function markLoad(page: Page): Promise<void> {
  await page.evaluate('window.loadedOnce = true');
}
export const stillSameLoad = (page: Page): Promise<boolean> => page.evaluate('window.loadedOnce === true');

/** A queue narrowed to one term, whose tasks are those of one test. */
export const queuePath = (group: 'techno-pedagogues' | 'technologues', term: string, view = 'group'): string =>
  `/queue?view=${view}&group=${group}&term=${term}`;

export const taskRow = (page: Page, name: RegExp): Locator => page.getByRole('row').filter({ hasText: name });

/** The part of a request's page where its task is worked. */
export const taskPanel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** Ticks what is mandatory. */
export async function tickMandatory(panel: Locator): Promise<void> {
  const left = panel
    .getByRole('region', { name: 'Liste de vérification' })
    .getByRole('listitem')
    .filter({ hasText: 'obligatoire' });
  for (let count = await left.count(); count > 0; count -= 1) {
    await left.first().getByRole('checkbox').check();
    await becomes(() => left.count(), count - 1);
  }
}

/** Closes the task that is shown, and answers the question that is asked first. */
export async function closeTask(page: Page, panel: Locator): Promise<void> {
  await panel.getByText('Tout est là : la tâche peut être fermée.').waitFor();
  await panel.getByRole('button', { name: 'Fermer la tâche' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer la tâche' }).click();
  await page.getByText('est fermée.').waitFor();
}

/** Opens a task from the queue, takes it in charge, ticks it and closes it. */
export async function workFromQueue(page: Page, course: RegExp, task: string): Promise<void> {
  await taskRow(page, course).getByRole('link').first().click();
  const panel = taskPanel(page, task);
  await panel.getByRole('button', { name: 'Prendre en charge' }).click();
  await panel.getByText('En cours', { exact: true }).waitFor();
  await tickMandatory(panel);
  await closeTask(page, panel);
}
