import { cleanup, fireEvent, screen, within } from '@testing-library/vue';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as decide from '#shared/incident/decide.ts';
import { people } from '#test/support/desk.ts';
import { openedAt } from '#test/support/incidents.ts';
import { faultsIn } from '../../axe.ts';
import { deskOf, openIncident, wall, type Desk } from './desk.ts';

const { tina, tom, tess, mona, rita } = people;
vi.setConfig({ testTimeout: 60_000 });
beforeEach(() => localStorage.clear());

const clockOf = async (name: RegExp) => within(await screen.findByRole('region', { name }));

describe('the page of a help request', () => {
  it('says what is asked, by whom, where it stands and who answers for it', async () => {
    const { container } = await openIncident(deskOf(), tina);
    expect(await screen.findByRole('heading', { level: 1, name: 'Le son coupe' })).toBeDefined();
    expect(screen.getAllByText('Nouvelle').length).toBeGreaterThan(0);
    expect(screen.getByText('Les étudiants ne m’entendent plus.')).toBeDefined();
    expect(screen.getByRole('link', { name: 'rita@example.org' }).getAttribute('href')).toBe('mailto:rita@example.org');
    expect(container.textContent).toContain('Technologues');
    expect(screen.getByText('Personne encore')).toBeDefined();
    expect(container.textContent).toMatch(/par le portail/);
    expect(await faultsIn(container)).toEqual([]);
  });

  it('says who entered later what was asked before', async () => {
    const heard = { ...openedAt(wall('08 09:00')), channel: 'telephone' as const };
    const later = { ...heard, openedBy: { id: tom.id, name: tom.name }, enteredAt: wall('08 10:00') };
    const { container } = await openIncident(deskOf(later), tina);
    expect(await screen.findByText(/au téléphone/)).toBeDefined();
    expect(container.textContent).toMatch(/Consignée après coup, .*10 h 00.* par Tom/);
  });

  it('leads its requester to their own page of it, and knows of nobody else’s', async () => {
    const desk = deskOf();
    const { router } = await openIncident(desk, rita);
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe(`/my-incidents/${desk.incident().number}`));
    cleanup();
    await openIncident(desk, people.cora);
    expect(await screen.findByText('La demande d’aide INC0010001 est introuvable')).toBeDefined();
    cleanup();
    await openIncident(desk, tina, '', 'INC0099999');
    expect(await screen.findByText('La demande d’aide INC0099999 est introuvable')).toBeDefined();
    cleanup();
    const { container } = await openIncident(desk, tina, '', 'bidon');
    expect(await screen.findByText('La demande d’aide bidon est introuvable')).toBeDefined();
    expect(await faultsIn(container)).toEqual([]);
  });

  it('offers only what may be done by whom', async () => {
    const desk = deskOf();
    await openIncident(desk, tina);
    expect(await screen.findByRole('button', { name: 'Prendre en charge' })).toBeDefined();
    cleanup();
    await openIncident(desk, tess);
    await screen.findByRole('heading', { level: 1, name: 'Le son coupe' });
    expect(screen.queryByRole('button', { name: 'Prendre en charge' })).toBeNull();
    expect(screen.queryByRole('textbox', { name: 'Écrire un commentaire' })).toBeNull();
    expect(await screen.findByRole('textbox', { name: 'Écrire une note de travail' })).toBeDefined();
  });
});

describe('clocks', () => {
  it('of what is new: how long it waits, by when it is answered, when its tier changes', async () => {
    await openIncident(deskOf(openedAt(wall('08 09:00')), wall('08 10:30')), tina);
    const response = await clockOf(/Décompte de réponse/);
    expect(response.getByText('Normal')).toBeDefined();
    expect(response.getByText('en marche')).toBeDefined();
    expect(response.getByText(/^1.h.30.min$/)).toBeDefined();
    expect(response.getByText('Réponse d’ici').parentElement?.textContent).toMatch(/9 septembre 2020 à 9 h 00/);
    expect(response.getByText(/Passe à «.Modéré.»/).parentElement?.textContent).toMatch(/8 septembre 2020 à 13 h 00/);
    expect(screen.getByText(/commencera à la première réponse/)).toBeDefined();
  });

  it('stand still while the desk is closed, which says when it opens', async () => {
    // A Sunday; the Monday is Labour Day.
    await openIncident(deskOf(openedAt(wall('04 15:00')), wall('06 12:00')), tina);
    const words = (await screen.findByText(/Le guichet est fermé/)).textContent;
    expect(words).toMatch(/Il ouvre.*8 septembre 2020 à 8 h 30/);
    expect((await clockOf(/Décompte de réponse/)).getByText(/^1.h.30.min$/)).toBeDefined();
  });

  it('of what is late say since when', async () => {
    await openIncident(deskOf(openedAt(wall('08 09:00')), wall('09 11:00')), tina);
    const response = await clockOf(/Décompte de réponse/);
    expect(response.getByText('En retard')).toBeDefined();
    expect(response.getByText('En retard depuis').parentElement?.textContent).toMatch(/9 septembre 2020 à 9 h 00/);
    expect(response.queryByText('Réponse d’ici')).toBeNull();
  });

  it('of what waits for the requester: one recorded, one paused, and why', async () => {
    const desk = deskOf();
    desk.meanwhile((incident, who) => decide.wait(incident, { for: 'userInfo', text: 'Lequel ?' }, who(tina)));
    await openIncident(desk, tina);
    expect((await clockOf(/Décompte de réponse/)).getByText(/il reste tel qu’il a été consigné/)).toBeDefined();
    const resolution = await clockOf(/Décompte de résolution/);
    expect(resolution.getByText('en pause')).toBeDefined();
    expect(resolution.getByText(/tant que le demandeur n’a pas répondu/)).toBeDefined();
  });

  it('of what was cancelled count for nothing', async () => {
    const desk = deskOf();
    desk.meanwhile((incident, who) => decide.cancel(incident, { reason: 'Trouvé dans le guide' }, who(mona)));
    await openIncident(desk, tina);
    expect((await clockOf(/Décompte de réponse/)).getByText(/ne compte dans aucune statistique/)).toBeDefined();
    expect(screen.getAllByText(/Trouvé dans le guide/).length).toBeGreaterThan(0);
  });
});

describe('why a clock says what it says', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = deskOf(openedAt(wall('04 15:00')), wall('08 10:00'));
    desk.meanwhile((incident, who) => decide.start(incident, who(tina)));
  });

  it('is told in a table that adds up, at an address of its own, with closures by their reason', async () => {
    const { router } = await openIncident(desk, tina, '?explain=response');
    const dialog = await screen.findByRole('dialog', { name: /Pourquoi cette valeur.*réponse/ });
    const [table] = await within(dialog).findAllByRole('table');
    // Friday from 15:00, and Tuesday from 8:30: Monday was Labour Day.
    const words = (table?.textContent ?? '').replace(/\s+/g, ' ');
    expect(words).toContain('Nouvelle');
    expect(words).toMatch(/11 h 1 min.*− 8 h.*= 3 h 1 min/);
    await fireEvent.click(within(dialog).getByRole('button', { name: /Nouvelle/ }));
    expect(within(dialog).getByText(/Fête du Travail|fête du Travail/)).toBeDefined();
    expect(await faultsIn(dialog)).toEqual([]);
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Fermer' }));
    await vi.waitFor(() => expect(router.currentRoute.value.query['explain']).toBeUndefined());
  });

  it('says when each bound was or will be reached', async () => {
    await openIncident(desk, tina);
    const resolution = await clockOf(/Décompte de résolution/);
    await fireEvent.click(resolution.getByRole('button', { name: /Pourquoi cette valeur/ }));
    const dialog = within(await screen.findByRole('dialog', { name: /résolution/ }));
    const table = within(await dialog.findByRole('table', { name: 'Échelons' }));
    const rows = table.getAllByRole('row').map((row) => row.textContent.replace(/\s+/g, ' '));
    expect(rows.find((row) => row.includes('Modéré'))).toMatch(/au-delà de 8 h.*prévu : .*9 sept. 2020 à 10 h 01/);
  });
});
