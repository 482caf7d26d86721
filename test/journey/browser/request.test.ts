/** A course on its whole way, from a department's grid to the closing of its request, worked by five people on the site. */
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { courses } from '#test/support/courseGrid.ts';
import { openDoors } from '#test/support/doors.ts';
import {
  closeTask,
  dropGrid,
  gridFile,
  markLoad,
  queuePath,
  stillSameLoad,
  taskPanel,
  taskRow,
  tickMandatory,
  workFromQueue,
} from '#test/support/screens.ts';
import { teamOf } from '#test/support/teamwork.ts';
import { windowsOn } from '#test/support/windows.ts';

const windows = windowsOn(inject('stack').site);
const desk = openDoors(inject('stack'));
afterAll(() => desk.close());
const term = 'A2051';
const title = 'Sommeil et rythmes biologiques';
const names = {
  interview: '1 Entrevue',
  planning: '2.1 Planification technologique',
  coaching: '2.2 Accompagnement techno-pédagogique',
  compliance: '3 Conformité de la médiatisation',
} as const;

/** An import is asked after from the moment its file is on its way. */
const notThereYet = /404 .*\/api\/imports\/IMP/;

/** A task as the plan shows it. */
const inPlan = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: 'Plan de la demande' }).getByRole('link', { name });

describe('a request on the site', () => {
  it('goes from a dropped grid to its closing, each change seen elsewhere without reloading', async () => {
    // An agent's queue is open, with another department's course in it.
    await teamOf(desk).made(term, 1);
    const sophie = await windows.as('sophie', queuePath('techno-pedagogues', term, 'unassigned'));
    await taskRow(sophie, /GRI1000/).waitFor();
    await markLoad(sophie);

    const chantal = await windows.as('chantal', '/imports', { foreseen: notThereYet });
    const row = { sigle: 'SOM2100', title, department: 'Pédiatrie', responsible: 'Émilie Haddad' };
    await dropGrid(chantal, gridFile('grille-sommeil.csv', courses(term, 1, row)));
    await chantal.getByText('1 demande serait créée, avec ses quatre tâches').waitFor();
    await chantal.getByRole('button', { name: 'Importer cette grille' }).click();
    await chantal.getByRole('heading', { name: 'Ce que l’import a fait' }).waitFor();
    await chantal.getByText('1 demande a été créée, avec ses quatre tâches').waitFor();

    // The new task waits behind a quiet bar: nothing moves by itself.
    await sophie.getByText('une nouvelle tâche').waitFor();
    expect(await taskRow(sophie, /SOM2100/).count()).toBe(0);
    await sophie.getByRole('button', { name: 'Afficher' }).click();
    await taskRow(sophie, /SOM2100/)
      .getByRole('link')
      .first()
      .click();
    await sophie.getByRole('heading', { level: 1, name: title }).waitFor();
    const address = new URL(sophie.url()).pathname;

    const watcher = await windows.as('helene', address);
    await inPlan(watcher, names.interview).getByText('Ouverte').waitFor();
    await markLoad(watcher);
    await watcher.getByText('Sophie Lamarre consulte').waitFor();

    // Entrevue: taken in charge, ticked, and what it must bring entered.
    const interview = taskPanel(sophie, names.interview);
    await interview.getByRole('button', { name: 'Prendre en charge' }).click();
    await interview.getByText('En cours', { exact: true }).waitFor();
    await inPlan(watcher, names.interview).getByText('Sophie Lamarre').waitFor();
    await inPlan(watcher, names.interview).getByText('En cours').waitFor();
    await interview.getByText('L’échéance est à confirmer avec le responsable du cours.').waitFor();
    expect(await interview.getByRole('button', { name: 'Fermer la tâche' }).isDisabled()).toBe(true);
    await tickMandatory(interview);
    await interview.getByRole('checkbox', { name: 'Confirmée avec le responsable du cours' }).check();
    await interview.getByRole('radio', { name: 'Les inscrire' }).check();
    await interview
      .getByRole('textbox', { name: 'Liste' })
      .fill('Karim Caron <karim.caron@umontreal.example>\nLuce Roy');
    await interview.getByText('2 présentateurs reconnus').waitFor();
    await interview.getByRole('button', { name: 'Annoncer un enregistrement' }).click();
    await interview.getByRole('textbox', { name: 'Titre de l’enregistrement 1' }).fill('Leçon 1');
    await interview.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await watcher.getByText('Luce Roy').first().waitFor();
    await closeTask(sophie, interview);
    await inPlan(watcher, names.interview).getByText('Fermée').waitFor();

    // Both branches open by themselves, and two people work them side by side.
    await inPlan(watcher, names.planning).getByText('Ouverte').waitFor();
    await inPlan(watcher, names.coaching).getByText('Ouverte').waitFor();
    const [marc, julien] = await Promise.all([
      windows.as('marc', queuePath('technologues', term)),
      windows.as('julien', queuePath('techno-pedagogues', term)),
    ]);
    await Promise.all([
      workFromQueue(marc, /SOM2100/, names.planning),
      workFromQueue(julien, /SOM2100/, names.coaching),
    ]);
    await inPlan(watcher, names.planning).getByText('Marc Desrosiers').waitFor();
    await inPlan(watcher, names.coaching).getByText('Julien Tremblay-Roy').waitFor();
    await inPlan(watcher, names.compliance).getByText('Ouverte').waitFor();

    // Conformité: the recording announced is found in the course.
    const linh = await windows.as('linh', queuePath('technologues', term, 'unassigned'));
    await taskRow(linh, /SOM2100/)
      .getByRole('link')
      .first()
      .click();
    const compliance = taskPanel(linh, names.compliance);
    await compliance.getByRole('button', { name: 'Prendre en charge' }).click();
    await compliance.getByText('1 enregistrement annoncé est à valider, ou à marquer « absence voulue ».').waitFor();
    await compliance.getByRole('group', { name: 'Leçon 1' }).getByRole('radio', { name: 'Validé' }).check();
    await tickMandatory(compliance);
    await closeTask(linh, compliance);

    const header = watcher.getByRole('main').locator('header').first();
    await header.getByText('Fermée', { exact: true }).waitFor();
    expect(await stillSameLoad(watcher)).toBe(true);
    expect(await stillSameLoad(sophie)).toBe(true);
  });
});
