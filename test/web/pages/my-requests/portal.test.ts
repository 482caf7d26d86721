import { fireEvent, screen, within } from '@testing-library/vue';
import { describe, expect, it } from 'vitest';
import MyRequests from '#web/pages/my-requests/index.vue';
import { standingOf } from '#web/pages/my-requests/parts/standing.ts';
import { showBefore, type Answers } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { emilie } from '../../people.ts';

type Steps = Parameters<typeof standingOf>[0]['steps'];
type StepState = Steps[number]['state'];
const kinds = ['interview', 'planning', 'coaching', 'compliance'] as const;
const labels = ['1', '2.1', '2.2', '3'];
const steps = (...states: readonly StepState[]): Steps =>
  states.map((state, at) => ({ kind: kinds[at] ?? 'interview', label: labels[at] ?? '', state, at: null }));

const request = (more: object = {}) => ({
  ...{ number: 'RITM0010001', version: 3, state: 'inProgress', dueOn: '2027-01-12', dueOnConfirmed: true },
  ...{ slackDays: 30, vanished: false, createdAt: '2026-11-01T14:00:00.000Z' },
  course: {
    ...{ term: 'H2027', sigle: 'PBC6666', section: 'A', approach: 'synchronous', title: 'Pharmacologie clinique' },
    ...{ department: 'Pharmacologie', responsible: { name: 'Émilie Haddad', email: emilie.email } },
  },
  steps: steps('closed', 'inProgress', 'open', 'pending'),
  activity: {
    ...{ kind: 'comment', step: null, at: '2026-11-20T15:00:00.000Z', text: 'Voici le lien de votre salle.' },
    by: { id: 'sophie', name: 'Sophie Lamarre' },
  },
  ...more,
});
const inHand = 'GET /api/my-requests?phase=inHand';
const helpInHand = 'GET /api/my-incidents?state=inHand&limit=30';
const helpOver = 'GET /api/my-incidents?state=over&limit=30';
const none = { items: [], next: null };
const page = (answers: Answers) =>
  showBefore(
    MyRequests,
    { 'GET /api/me': emilie, [helpInHand]: none, [helpOver]: none, ...answers },
    { at: '/my-requests' },
  );

describe('my requests', () => {
  it('say where each stands, what comes next, by when and what was said last', async () => {
    const { container } = page({ [inHand]: { items: [request()], next: null } });
    const card = await screen.findByRole('article', { name: 'Pharmacologie clinique' });
    expect(card.textContent).toContain('PBC6666 A · hiver 2027 · synchrone');
    expect(card.textContent).toContain('La planification et l’accompagnement avancent côte à côte.');
    expect(card.textContent).toContain('Vient ensuite la conformité de la médiatisation.');
    expect(card.textContent).toMatch(/12 janvier 2027.*date confirmée avec vous/s);
    expect(card.textContent).toContain('Sophie Lamarre a écrit');
    expect(card.textContent).toContain('Voici le lien de votre salle.');
    const told = within(within(card).getByRole('list', { name: 'Étapes' })).getAllByRole('listitem');
    expect(told.map((each) => each.textContent.trim())).toEqual([
      ...['EntrevueTerminée', 'Planification technologiqueEn cours'],
      ...['Accompagnement techno-pédagogiquePeut commencer', 'Conformité de la médiatisationÀ venir'],
    ]);
    const link = within(card).getByRole('link', { name: /écrire un commentaire/ });
    expect(link.getAttribute('href')).toBe('/requests/RITM0010001');
    expect(await faultsIn(container)).toEqual([]);
  });

  it('tell those who have none how requests come to be', async () => {
    const { container } = page({ [inHand]: { items: [], next: null } });
    expect(await screen.findByText('Vous n’avez aucune demande en cours')).toBeDefined();
    expect(screen.getByText(/naissent de la grille des cours de votre département/)).toBeDefined();
    expect(await faultsIn(container)).toEqual([]);
  });

  it('keep those that are over folded, and ask for them only when they are unfolded', async () => {
    const over = 'GET /api/my-requests?phase=over';
    const activity = { kind: 'closed', step: null, at: '2026-11-10T15:00:00.000Z', by: null, text: null };
    const closed = request({ state: 'closed', activity, steps: steps('closed', 'closed', 'skipped', 'closed') });
    const { asked } = page({
      [inHand]: { items: [], next: null },
      [over]: { items: [closed], next: null },
    });
    const summary = await screen.findByText('Demandes terminées');
    expect(asked.map(({ call }) => call)).not.toContain(over);
    const details = summary.closest('details');
    if (!details) throw new Error('Nothing is folded');
    details.open = true;
    await fireEvent(details, new Event('toggle'));
    expect(await within(details).findByRole('link', { name: 'Pharmacologie clinique' })).toBeDefined();
    expect(within(details).getByText('Fermée')).toBeDefined();
  });

  it('say that the desk does not answer, and ask again', async () => {
    const { standing } = page({});
    const retry = await screen.findByRole('button', { name: 'Réessayer' });
    standing[inHand] = { items: [request()], next: null };
    await fireEvent.click(retry);
    expect(await screen.findByRole('article')).toBeDefined();
  });
});

describe('my help requests', () => {
  const help = (rank: number, stage: string, more: object = {}) => ({
    ...{ number: `INC001000${rank}`, version: 1, kind: 'question', subkind: 'usage', title: `Question ${rank}`, stage },
    ...{ since: '2026-11-20T15:00:00.000Z', openedAt: `2026-11-2${rank}T15:00:00.000Z` },
    response: { promisedBy: '2999-11-24T21:30:00.000Z', cameAt: null },
    ...more,
  });

  it('stand beside the others, the newest first, with what each asks of me; what is over is folded', async () => {
    const { container } = page({
      [inHand]: none,
      [helpInHand]: { items: [help(3, 'received'), help(1, 'awaitingYou')], next: null },
      [helpOver]: { items: [help(2, 'resolved'), help(0, 'closed')], next: null },
    });
    const part = within(await screen.findByRole('region', { name: 'Demandes d’aide' }));
    const titles = (await part.findAllByRole('link')).map(({ textContent }) => textContent);
    expect(titles.slice(0, 3)).toEqual(['Question 3', 'Question 2', 'Question 1']);
    expect(part.getByText(/Réponse d’ici/).textContent).toContain('à 16 h 30');
    expect(part.getByText('Nous attendons votre réponse.')).toBeDefined();
    expect(part.getByText(/Est-ce réglé/)).toBeDefined();
    const folded = part.getByText('Demandes d’aide terminées').closest('details');
    expect(folded?.open).toBe(false);
    expect(folded?.textContent).toContain('Question 0');
    expect(await faultsIn(container)).toEqual([]);
  });

  it('are a press away, and say when an answer promised is late', async () => {
    const late = help(1, 'received', { response: { promisedBy: '2020-11-24T21:30:00.000Z', cameAt: null } });
    page({ [inHand]: none, [helpInHand]: { items: [late], next: null } });
    expect((await screen.findByRole('link', { name: 'Demander de l’aide' })).getAttribute('href')).toBe('/help');
    expect(await screen.findByText(/La réponse promise pour .* tarde|La réponse promise pour/)).toBeDefined();
  });
});

describe('where a request stands', () => {
  it.each([
    [['open', 'pending', 'pending', 'pending'], 'waitsInterview'],
    [['inProgress', 'pending', 'pending', 'pending'], 'interview'],
    [['closed', 'open', 'open', 'pending'], 'planningAndCoaching'],
    [['skipped', 'inProgress', 'closed', 'pending'], 'planning'],
    [['closed', 'closed', 'inProgress', 'pending'], 'coaching'],
    [['closed', 'closed', 'skipped', 'open'], 'waitsCompliance'],
    [['closed', 'closed', 'closed', 'inProgress'], 'compliance'],
    [['closed', 'closed', 'closed', 'closed'], 'ending'],
  ] as const)('with steps %j is told as %s', (states, standing) => {
    expect(standingOf({ state: 'inProgress', steps: steps(...states) })).toBe(standing);
    expect(standingOf({ state: 'closed', steps: steps(...states) })).toBe('over');
  });
});
