import { fireEvent, screen, waitFor } from '@testing-library/vue';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { routes } from '#shared/contract/routes.ts';
import NewIncident from '#web/pages/incidents/new/index.vue';
import {
  blankHeard,
  faultsOf,
  heardOf,
  openedAtOf,
  type HeardValues,
} from '#web/pages/incidents/new/parts/heardForm.ts';
import { showBefore, type Answers } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { calendarAnswer } from '../../deskCalendar.ts';
import { emilie, sophie } from '../../people.ts';
import { requestDue } from '../home/day.ts';

const post = 'POST /api/incidents';
const opened = () =>
  new Response(
    JSON.stringify({
      ...{ number: 'INC0010042', version: 1, openedAt: '2026-11-22T15:00:00.000Z', group: 'techno-pedagogues' },
      promisedBy: '2026-11-23T21:30:00.000Z',
    }),
    { status: 201 },
  );
const page = (answers: Answers = {}, at = '/incidents/new') =>
  showBefore(
    NewIncident,
    { 'GET /api/me': sophie, 'GET /api/calendar': calendarAnswer, [post]: opened, ...answers },
    { at },
  );
const box = (name: RegExp) => screen.findByRole<HTMLInputElement>('textbox', { name });
const send = () => fireEvent.click(screen.getByRole('button', { name: 'Ouvrir la demande d’aide' }));
async function fill(): Promise<void> {
  await fireEvent.update(await box(/^Nom/), 'René Nguyen');
  await fireEvent.update(await box(/^Courriel/), 'rene.nguyen@umontreal.example');
  await fireEvent.click(screen.getByRole('radio', { name: 'Question' }));
  await fireEvent.update(await box(/Titre/), 'Partager deux écrans');
  await fireEvent.update(await box(/Détails/), 'Le diaporama et le microscope.');
}

beforeEach(() => {
  localStorage.clear();
});

describe('somebody called', () => {
  it('is written down and leads to the page of the desk', async () => {
    const { asked, router, container } = page();
    await fill();
    await fireEvent.click(screen.getByRole('radio', { name: 'Sur place' }));
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Répondu sur-le-champ' }));
    expect(screen.getByText('Déjà répondu : le délai de réponse est tenu.')).toBeDefined();
    expect(await faultsIn(container)).toEqual([]);
    await send();
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/incidents/INC0010042'));
    expect(asked.find(({ call }) => call === post)?.body).toEqual({
      ...{ kind: 'question', subkind: 'usage', title: 'Partager deux écrans', text: 'Le diaporama et le microscope.' },
      ...{ request: null, course: null },
      heard: {
        channel: 'inPerson',
        requester: { name: 'René Nguyen', email: 'rene.nguyen@umontreal.example' },
        answered: true,
      },
    });
  });

  it('shows a head of course whom the desk knows by that name', async () => {
    const request = requestDue(1, '2026-12-01');
    const { container } = page({
      'GET /api/search?q=Haddad&limit=30': { items: [{ kind: 'request', request, task: null }], more: false },
      'GET /api/search?q=%C3%89milie+Haddad&limit=30': {
        items: [{ kind: 'request', request, task: null }],
        more: false,
      },
    });
    await fireEvent.update(await box(/^Nom/), 'Haddad');
    await fireEvent.click(await screen.findByRole('button', { name: /Choisir Émilie Haddad/ }));
    expect((await box(/^Courriel/)).value).toBe('emilie.haddad@umontreal.example');
    await fireEvent.click(await screen.findByRole('button', { name: /MMD1001/ }));
    expect((await box(/Demande de soutien/)).value).toBe('RITM0010001');
    expect(await faultsIn(container)).toEqual([]);
  });

  it('is refused before it happened, at once, and says so where the day stands', async () => {
    page();
    await fireEvent.click(await screen.findByRole('checkbox', { name: 'C’était plus tôt' }));
    await fireEvent.update(screen.getByLabelText(/^Jour/), '2999-01-04');
    await fireEvent.update(screen.getByLabelText(/^Heure/), '09:30');
    expect(screen.getByText(/Ce moment n’est pas encore arrivé/)).toBeDefined();
    expect(screen.getByLabelText(/^Jour/).getAttribute('aria-invalid')).toBe('true');
  });

  it('has no answer on the spot by e-mail, nor from who is not of the group', async () => {
    page();
    await fireEvent.click(await screen.findByRole('radio', { name: 'Incident' }));
    const tick = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Répondu sur-le-champ' });
    expect(tick.disabled).toBe(true);
    expect(screen.getByText(/Vous n’êtes pas du groupe Technologues/)).toBeDefined();
    await fireEvent.update(screen.getByRole('combobox', { name: 'Groupe' }), 'techno-pedagogues');
    expect(tick.disabled).toBe(false);
    await fireEvent.click(screen.getByRole('radio', { name: 'Par courriel' }));
    expect(screen.getByText(/Un courriel n’a pas encore eu de réponse/)).toBeDefined();
    expect(tick.disabled).toBe(true);
  });
});

it('is for agents and managers; others are shown their own door', async () => {
  page({ 'GET /api/me': emilie });
  expect((await screen.findByRole('link', { name: 'Demander de l’aide' })).getAttribute('href')).toBe('/help');
});

describe('when it reached the desk', () => {
  const now = Date.parse('2026-11-22T15:00:00.000Z');
  const at = (day: string, time: string): HeardValues => ({ ...blankHeard(null), earlier: true, day, time });
  it.each([
    ['2026-11-20', '09:30', '2026-11-20T14:30:00.000Z', undefined],
    ['2026-11-22', '10:00', '2026-11-22T15:00:00.000Z', undefined],
    ['2026-11-22', '10:01', '2026-11-22T15:01:00.000Z', 'help.desk.fault.future'],
    // In summer time.
    ['2026-10-30', '12:00', '2026-10-30T16:00:00.000Z', undefined],
    ['2026-10-15', '12:00', '2026-10-15T16:00:00.000Z', 'help.desk.fault.early'],
    ['2026-11-20', '', 'unsaid', 'help.desk.fault.when'],
  ])('%s %s is %s', (day, time, instant, fault) => {
    expect(openedAtOf(at(day, time))).toBe(instant);
    expect(faultsOf(at(day, time), now).when).toBe(fault);
  });

  it('is now unless it was earlier, and then the desk says when that is', () => {
    const { name, email } = emilie;
    const asked = { kind: 'request', title: 'Accès', text: 'Zoom', name, email } as const;
    const whole: HeardValues = { ...blankHeard('ritm0010001'), ...asked };
    const body = heardOf(whole, z.parse(routes.readMe.response, sophie), now);
    expect(body).toMatchObject({ request: 'RITM0010001', heard: { answered: false } });
    expect(body?.heard).not.toHaveProperty('openedAt');
  });
});
