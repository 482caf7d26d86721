/**
 * Help requests from the portal to their closing, their clocks on a moved browser clock, and a storm. On a stack of its own:
 * the calendar is everybody's, and the desk has to be open whenever these tests are run.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { startStack } from '#infra/local/main.ts';
import { epochMs } from '#shared/time/instant.ts';
import { localDate, localMinutes } from '#shared/time/zone.ts';
import { wallTimeOf } from '#shared/time/calendar.ts';
import { openDoors } from '#test/support/doors.ts';
import { signInAs } from '#test/support/signInPage.ts';
import { doorsOf } from '#test/support/stack.ts';
import { windowsOn } from '#test/support/windows.ts';

const stack = await startStack({ inMemory: true, port: 0, concurrency: 4 });
const windows = windowsOn(stack.addresses.site);
const desk = openDoors(await doorsOf(stack));
afterAll(async () => {
  desk.close();
  await stack.stop();
});

const minute = 60_000;
const hour = 60 * minute;
/** Where the forms of the desk tell the time. */
const deskZone = 'America/Toronto';
/** A storm shortly before midnight would close next to nothing: the calendar's day is then another one's. */
const zone = localMinutes(epochMs(Date.now()), deskZone) < 22 * 60 ? deskZone : 'Pacific/Honolulu';
const always = [{ opens: '00:00', closes: '24:00' }];

beforeAll(async () => {
  const admin = desk.as('alex');
  const { version } = await admin.does('readCalendar');
  const week = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };
  await admin.does('saveCalendar', {
    version,
    body: { zone, hours: [{ effectiveFrom: '2020-01-01', week }], closures: [], note: 'Ouvert jour et nuit' },
  });
  await stack.settled();
});

const clockOf = (page: Page, name: 'réponse' | 'résolution') =>
  page.getByRole('region', { name: `Décompte de ${name}`, exact: true });
/** Where the requester's own page says that it stands. */
const standing = (page: Page, words: string) =>
  page.getByRole('region', { name: 'Où en est votre demande' }).getByText(words, { exact: true }).waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/** In the dialog that stands, its own button; the one that opened it has the same name. */
const confirm = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

describe('a help request', () => {
  it('goes from the portal to closed, each side seeing by itself what the other does', async () => {
    const title = 'Le son coupe pendant ma classe Zoom';
    const amina = await windows.as('amina', '/incidents?view=unassigned&group=technologues');
    const fatima = await windows.as('fatima', '/help');
    await fatima.getByRole('radio', { name: 'Un problème' }).press('Space');
    await fatima.getByRole('textbox', { name: /^En une phrase/ }).fill(title);
    await fatima.getByRole('textbox', { name: /^Racontez/ }).fill('Toutes les dix minutes, depuis hier.');
    await fatima.getByText(/^Réponse d’ici/).waitFor();
    await press(fatima, 'Envoyer ma demande');
    await fatima.getByRole('heading', { level: 1, name: 'Votre demande est bien arrivée' }).waitFor();
    await fatima.getByRole('link', { name: /^Suivre ma demande INC/ }).click();
    await standing(fatima, 'Nous l’avons bien reçue.');

    await amina.getByRole('link', { name: title }).click();
    await amina.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await clockOf(amina, 'réponse').textContent()).toContain('en marche');
    expect(await clockOf(amina, 'résolution').count()).toBe(0);
    await press(amina, 'Prendre en charge');
    await clockOf(amina, 'résolution').getByText('en marche').waitFor();
    await clockOf(amina, 'réponse').getByText('arrêté').waitFor();
    await standing(fatima, 'Nous y travaillons.');
    await amina.getByRole('textbox', { name: 'Écrire un commentaire' }).fill('Bonjour, je regarde cela.');
    await press(amina, 'Envoyer');
    await fatima.getByRole('listitem').filter({ hasText: 'Bonjour, je regarde cela.' }).first().waitFor();

    await press(amina, 'Mettre en attente…');
    await amina.getByRole('textbox', { name: /^Question à Fatima Morin/ }).fill('Avec quel casque ?');
    await confirm(amina, 'Mettre en attente…');
    await clockOf(amina, 'résolution').getByText('en pause', { exact: true }).waitFor();
    await standing(fatima, 'Nous attendons votre réponse.');
    await fatima.getByRole('textbox', { name: 'Écrire un commentaire' }).fill('Celui de la faculté.');
    await press(fatima, 'Envoyer');
    await clockOf(amina, 'résolution').getByText('en marche').waitFor();
    await standing(fatima, 'Nous y travaillons.');

    await press(amina, 'Résoudre…');
    await amina.getByRole('textbox', { name: /^Ce que lira Fatima Morin/ }).fill('Le pilote du casque est à jour.');
    await confirm(amina, 'Résoudre…');
    await clockOf(amina, 'résolution').getByText('arrêté').waitFor();
    await fatima.getByText('Le pilote du casque est à jour.').first().waitFor();
    await press(fatima, 'Tout est réglé');
    await standing(fatima, 'Elle est fermée.');
    await amina.getByText('Fermée', { exact: true }).first().waitFor();
  });

  it('heard of by telephone comes to its next tier past the bound on a moved clock, and not before', async () => {
    const title = 'La caméra de la salle reste noire';
    const { page: amina } = await windows.visit();
    // The clock of the browser is moved, that of the desk goes on: what it answers afterwards would set it right.
    await amina.clock.install();
    await signInAs(amina, 'amina', '/incidents/new');
    // On a whole minute, as the form has it: four hours are over in one to two minutes.
    const heardAt = Math.floor((Date.now() - 4 * hour) / minute) * minute + 2 * minute;
    await amina.getByRole('textbox', { name: /^Nom/ }).fill('Émilie Haddad');
    await amina.getByRole('textbox', { name: /^Courriel/ }).fill('emilie.haddad@umontreal.example');
    await amina.getByRole('radio', { name: 'Au téléphone' }).press('Space');
    await amina.getByRole('checkbox', { name: 'C’était plus tôt' }).check();
    await amina.getByLabel(/^Jour/).fill(localDate(epochMs(heardAt), deskZone));
    await amina.getByLabel(/^Heure/).fill(wallTimeOf(localMinutes(epochMs(heardAt), deskZone)));
    await amina.getByRole('radio', { name: 'Incident', exact: true }).press('Space');
    await amina.getByRole('textbox', { name: /^Titre/ }).fill(title);
    await amina.getByRole('textbox', { name: /^Détails/ }).fill('Local 1120, depuis ce matin.');
    await press(amina, 'Ouvrir la demande d’aide');
    await amina.getByRole('heading', { level: 1, name: title }).waitFor();
    const clock = clockOf(amina, 'réponse');
    await clock.getByText('Normal', { exact: true }).waitFor();

    const bound = heardAt + 4 * hour;
    await amina.clock.pauseAt(bound - 1);
    await clock
      .getByText(/^3\sh\s59\smin/)
      .first()
      .waitFor();
    expect(await clock.getByText('Normal', { exact: true }).count()).toBe(1);
    // What the answer took on its way is all that the browser may be behind the desk.
    await amina.clock.runFor(2_000);
    await clock.getByText('Modéré', { exact: true }).waitFor();
    await clock.getByText(/^4\sh/).first().waitFor();
    await amina.getByText('Modéré', { exact: true }).first().waitFor();
  });
});

describe('a storm', () => {
  it('declared on the calendar moves when a help request is due, on the page an agent has open', async () => {
    const title = 'Accès à la salle virtuelle';
    const { number } = await desk.as('marc').does('openIncident', {
      headers: { 'idempotency-key': 'tempete' },
      body: {
        kind: 'incident',
        title,
        text: 'Elle présente demain.',
        heard: {
          channel: 'telephone',
          requester: { name: 'Émilie Haddad', email: 'emilie.haddad@umontreal.example' },
          group: 'technologues',
          openedAt: new Date(Date.now() - hour).toISOString(),
        },
      },
    });
    await stack.settled();
    const params = { incident: number };
    const before = await desk.as('marc').does('readIncident', { params });
    const amina = await windows.as('amina', `/incidents/${number}`);
    const due = clockOf(amina, 'réponse').locator('div').filter({ hasText: 'Réponse d’ici' }).locator('time');
    const dueAt = () => due.getAttribute('datetime');
    expect(await dueAt()).toBe(before.clocks.response.dueAt);

    const alex = await windows.as('alex', '/calendar');
    await press(alex, 'Fermer le reste de la journée');
    await alex.getByRole('dialog').getByText(title).waitFor();
    await press(alex, 'Fermer maintenant');
    await alex.getByText('Le guichet n’ouvre plus aujourd’hui.').waitFor();
    await expect.poll(dueAt, { timeout: 30_000 }).not.toBe(before.clocks.response.dueAt);
    const after = await desk.as('marc').does('readIncident', { params });
    expect(await dueAt()).toBe(after.clocks.response.dueAt);
    expect(Date.parse(after.clocks.response.dueAt ?? '')).toBeGreaterThan(
      Date.parse(before.clocks.response.dueAt ?? ''),
    );
    await alex
      .getByRole('list', { name: /^Fermetures de/ })
      .getByText('Tempête')
      .waitFor();
  });
});
