import { fireEvent, screen, waitFor, within } from '@testing-library/vue';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ownIncident } from '#shared/contract/incidentRecords.ts';
import { parseNumber } from '#shared/ids.ts';
import OwnScreen from '#web/pages/my-incidents/[incident]/parts/OwnScreen.vue';
import { promiseStanding } from '#web/pages/my-incidents/[incident]/parts/promiseStanding.ts';
import { stepNames } from '#web/pages/my-incidents/[incident]/parts/stepNames.ts';
import { dismiss, toasts } from '#web/ui/toasts.ts';
import { refusing, showBefore, type Answers } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { emilie } from '../../people.ts';

const openedAt = '2026-11-16T14:00:00.000Z';
const promisedBy = '2026-11-17T14:00:00.000Z';
type Stage = Parameters<typeof stepNames>[0][number];

/** A help request as its requester is answered. */
const own = (stage: Stage, more: object = {}) => ({
  ...{ number: 'INC0010042', version: 3, kind: 'incident', subkind: null, channel: 'portal' },
  ...{ title: 'Le son coupe pendant ma classe', text: 'Toutes les cinq minutes.', stage, since: openedAt, openedAt },
  response: { promisedBy, cameAt: stage === 'received' ? null : '2026-11-16T15:00:00.000Z' },
  steps: [{ stage: 'received', at: openedAt }, ...(stage === 'received' ? [] : [{ stage, at: openedAt }])],
  links: { request: 'RITM0010001', course: null },
  ...{ resolution: null, closesAt: null, before: null, after: null },
  may: { comment: true, withdraw: !['resolved', 'closed'].includes(stage), confirm: stage === 'resolved' },
  ...more,
});
const resolved = own('resolved', {
  resolution: { code: 'fixed', text: 'La carte de son est changée.', at: openedAt },
  closesAt: '2026-11-23T21:30:00.000Z',
});
const said = (rank: number, by: { readonly id: string; readonly name: string }, text: string) => ({
  ...{ id: `01JF4Z9Q8T3N6V2W7X5Y1ZABC${rank}`, subject: 'INC0010042', version: 1, at: openedAt, enteredAt: null },
  ...{ door: 'api', by: { kind: 'person', person: by }, content: { kind: 'comment', text } },
});
const sophie = { id: 'sophie', name: 'Sophie Lamarre' };
const me = { id: emilie.id, name: emilie.name };

const read = 'GET /api/my-incidents/INC0010042';
const history = 'GET /api/incidents/INC0010042/history?limit=50';
const comment = 'POST /api/incidents/INC0010042/comments';
const confirm = 'POST /api/my-incidents/INC0010042/confirm';
const withdraw = 'POST /api/my-incidents/INC0010042/withdraw';

function page(incident: object, answers: Answers = {}) {
  return showBefore(
    OwnScreen,
    {
      'GET /api/me': emilie,
      [read]: incident,
      [history]: { items: [], next: null },
      'GET /api/incidents/INC0010042/drafts': { items: [] },
      ...answers,
    },
    { props: { number: parseNumber('incident', 'INC0010042') }, at: '/my-incidents/INC0010042' },
  );
}
const written = (incident: string, text: string) => () =>
  new Response(JSON.stringify({ incident, line: { ...said(9, me, text), subject: incident } }), { status: 201 });
async function write(text: string): Promise<void> {
  await fireEvent.update(await screen.findByRole('textbox', { name: 'Écrire un commentaire' }), text);
  await fireEvent.click(screen.getByRole('button', { name: 'Envoyer' }));
}

beforeEach(() => {
  localStorage.clear();
});
afterEach(() => {
  for (const { id } of toasts.value) dismiss(id);
});

describe('a help request of mine', () => {
  it('stands in plain words, with its course, its promise and what was said, oldest first', async () => {
    const items = [said(2, me, 'À 10 h.'), said(1, sophie, 'À quelle heure ?')];
    const steps = ['received', 'inProgress', 'awaitingYou', 'inProgress'].map((stage) => ({ stage, at: openedAt }));
    const { container } = page(own('inProgress', { steps }), { [history]: { items, next: null } });
    expect(await screen.findByRole('heading', { level: 1, name: 'Le son coupe pendant ma classe' })).toBeDefined();
    expect(screen.getByText('Nous y travaillons.')).toBeDefined();
    expect(screen.getByText(/dans le délai promis/)).toBeDefined();
    const course = within(screen.getByRole('list', { name: 'Son parcours' })).getAllByRole('listitem');
    expect(course.map(({ textContent }) => textContent.replace(/ ·.*/s, '').trim())).toEqual([
      ...['Reçue au guichet', 'Prise en charge', 'Nous vous avons posé une question', 'Le travail reprend'],
    ]);
    const talk = within(await screen.findByRole('region', { name: 'Vos échanges avec l’équipe' }));
    expect((await talk.findAllByRole('listitem')).map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/Sophie Lamarre.*À quelle heure/s),
      expect.stringMatching(/Vous.*À 10 h/s),
    ]);
    expect(screen.getByRole('link', { name: 'RITM0010001' })).toBeDefined();
    expect(await faultsIn(container)).toEqual([]);
  });

  it.each([
    ['awaitingYou', 'Votre réponse met fin à l’attente'],
    ['resolved', 'Écrire ici rouvre la demande'],
    ['closed', 'votre message en ouvre une nouvelle, liée à celle-ci'],
    ['cancelled', 'votre message en ouvre une nouvelle'],
  ] as const)('that is %s says what a word does before it is sent', async (stage, effect) => {
    const { container } = page(stage === 'resolved' ? resolved : own(stage));
    expect(await screen.findByText(new RegExp(effect))).toBeDefined();
    expect(await faultsIn(container)).toEqual([]);
  });

  it('asks again where it is none of mine', async () => {
    page(own('received'), { [read]: () => refusing(404, 'notFound', 'Introuvable.') });
    expect(await screen.findByRole('heading', { name: /INC0010042 est introuvable/ })).toBeDefined();
    expect(screen.getByRole('link', { name: 'Mes demandes' })).toBeDefined();
  });
});

describe('what is resolved', () => {
  it('tells how, and when it closes by itself; a word that all is well closes it', async () => {
    const { container, asked, standing } = page(resolved, { [confirm]: own('closed', { version: 4 }) });
    expect(await screen.findByText('La carte de son est changée.')).toBeDefined();
    expect(screen.getByText(/elle se fermera d’elle-même/).textContent).toContain('lundi 23 novembre');
    expect(await faultsIn(container)).toEqual([]);
    standing[read] = own('closed', { version: 4 });
    await fireEvent.click(screen.getByRole('button', { name: 'Tout est réglé' }));
    expect(await screen.findByText('Elle est fermée.')).toBeDefined();
    expect(asked.some(({ call }) => call === confirm)).toBe(true);
  });

  it('is not settled: the keyboard goes where to say so, and saying it reopens', async () => {
    const { standing } = page(resolved, { [comment]: written('INC0010042', 'Toujours pas.') });
    await fireEvent.click(await screen.findByRole('button', { name: 'Ce n’est pas réglé' }));
    const area = screen.getByRole('textbox', { name: 'Écrire un commentaire' });
    await waitFor(() => expect(document.activeElement).toBe(area));
    standing[read] = own('inProgress', { version: 4 });
    await write('Toujours pas.');
    expect(await screen.findByText('Nous y travaillons.')).toBeDefined();
    expect(toasts.value.map(({ text }) => text)).toEqual([expect.stringContaining('La demande est rouverte')]);
  });

  it('says so when it moved on meanwhile', async () => {
    const current = own('inProgress', { version: 4 });
    const body = { ...z.parse(ownIncident, current) };
    const refusal = () =>
      new Response(
        JSON.stringify({
          ...{ type: 'urn:guichet:problem:versionMismatch', title: 'x', status: 412, detail: 'x' },
          ...{ code: 'versionMismatch', current: body, incidentChanges: [] },
        }),
        { status: 412 },
      );
    page(resolved, { [confirm]: refusal });
    await fireEvent.click(await screen.findByRole('button', { name: 'Tout est réglé' }));
    expect((await screen.findByRole('alert')).textContent).toContain('La demande a changé');
    expect(screen.getByText('Nous y travaillons.')).toBeDefined();
  });
});

describe('what is over', () => {
  it('leads the person on to the request that their word opened', async () => {
    const { router } = page(own('closed'), { [comment]: written('INC0010050', 'Cela recommence.') });
    await write('Cela recommence.');
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/my-incidents/INC0010050'));
    expect(toasts.value[0]?.text).toContain('INC0010050');
  });

  it('names the one that goes on from it, and takes no word of its own any more', async () => {
    page(own('closed', { before: 'INC0010001', after: 'INC0010050' }));
    const on = await screen.findByRole('link', { name: /Aller à INC0010050/ });
    expect(on.getAttribute('href')).toBe('/my-incidents/INC0010050');
    expect(screen.getByRole('link', { name: 'INC0010001' })).toBeDefined();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

it('is withdrawn with a reason, which stays typed when the desk cannot be reached', async () => {
  const { standing, asked } = page(own('received'));
  await fireEvent.click(await screen.findByRole('button', { name: 'Retirer ma demande' }));
  const dialog = within(await screen.findByRole('dialog', { name: /Retirer cette demande/ }));
  await fireEvent.click(dialog.getByRole('button', { name: 'Retirer ma demande' }));
  expect(dialog.getByText('Dites en un mot pourquoi vous la retirez.')).toBeDefined();
  const reason = dialog.getByRole<HTMLTextAreaElement>('textbox', { name: /Pourquoi/ });
  await fireEvent.update(reason, 'C’est réglé.');
  await fireEvent.click(dialog.getByRole('button', { name: 'Retirer ma demande' }));
  expect(await dialog.findByRole('alert')).toBeDefined();
  expect(reason.value).toBe('C’est réglé.');
  standing[withdraw] = own('cancelled', { version: 4 });
  standing[read] = own('cancelled', { version: 4 });
  await fireEvent.click(dialog.getByRole('button', { name: 'Retirer ma demande' }));
  expect(await screen.findByText('Elle est annulée.')).toBeDefined();
  expect(asked.findLast(({ call }) => call === withdraw)?.body).toEqual({ reason: 'C’est réglé.' });
});

describe('the promise', () => {
  const parsed = (stage: Stage, cameAt: string | null) =>
    z.parse(ownIncident, own(stage, { response: { promisedBy, cameAt } }));
  const at = Date.parse(promisedBy);
  it.each([
    [parsed('received', null), at, 'waits'],
    [parsed('received', null), at + 1, 'late'],
    [parsed('inProgress', promisedBy), at, 'kept'],
    [parsed('resolved', '2026-11-17T14:00:00.001Z'), at, 'broken'],
    [parsed('cancelled', null), at, null],
  ])('%# is told as it was kept', (incident, now, standing) => {
    expect(promiseStanding(incident, now)).toBe(standing);
  });
});

it('calls coming back to work by what it came back from', () => {
  expect(stepNames(['received', 'inProgress', 'resolved', 'inProgress', 'onHold', 'inProgress'])).toEqual([
    ...['received', 'inProgress', 'resolved', 'reopened', 'onHold', 'inProgressAgain'],
  ]);
});
