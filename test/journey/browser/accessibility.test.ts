/** Every page as the role that uses it: nothing that axe finds keeps anybody out, wide and narrow, light and dark. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Page } from 'playwright-core';
import { barriersOn } from '#test/support/barriers.ts';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors } from '#test/support/doors.ts';
import { press } from '#test/support/keyboard.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';
import { windowsOn } from '#test/support/windows.ts';

const windows = windowsOn(inject('stack').site);
const desk = openDoors(inject('stack'));
const team = teamOf(desk);
const term = 'A2070';
/**
 * Paths of what was made for this file: one request well on its way, one just made, an import with faults and its check,
 * a help request as the desk sees it, and as whoever asked does.
 */
const made = { begun: '', fresh: '', imported: '', checked: '', helped: '', own: '' };
beforeAll(async () => {
  const [fresh, request] = await team.made(term, 2);
  if (!request || !fresh) throw new Error('Two requests were to be made');
  const sophie = desk.as('sophie');
  const task = await team.take(sophie, await team.task(taskNumber(request, 'interview')));
  await team.tick(sophie, task);
  const params = { request: request.number };
  await sophie.does('writeWorkNote', { params, body: { text: 'Rappeler' }, headers: { 'idempotency-key': 'axe-1' } });
  await sophie.does('comment', { params, body: { text: 'Bonjour !' }, headers: { 'idempotency-key': 'axe-2' } });
  const faulty = csvGrid([...courses(term, 1), { term, sigle: '', email: 'personne' }, { term, validated: 'Non' }]);
  made.imported = `/imports/${(await desk.land(`grids/${term}-fautes.csv`, faulty)).number}`;
  made.checked = `/imports/${(await desk.land(`previews/${term}-fautes.csv`, faulty)).number}`;
  made.begun = `/requests/${request.number}`;
  made.fresh = `/requests/${fresh.number}`;
  const requester = { name: 'Émilie Haddad', email: 'emilie.haddad@umontreal.example' };
  const { number } = await sophie.does('openIncident', {
    headers: { 'idempotency-key': 'axe-3' },
    body: {
      ...{ kind: 'question', title: 'Partager un quiz', text: 'À deux sections à la fois.' },
      heard: { channel: 'telephone', requester, answered: true },
    },
  });
  const { version } = await sophie.does('readIncident', { params: { incident: number } });
  const body = { for: 'userInfo', text: 'Quelles sections ?' } as const;
  await sophie.does('awaitIncident', { params: { incident: number }, version, body });
  made.helped = `/incidents/${number}`;
  made.own = `/my-incidents/${number}`;
});
afterAll(() => desk.close());

/** All rules once wide and once narrow; what another scheme changes is colours. */
const colours = ['color-contrast', 'link-in-text-block'];
const looks = [
  { width: 1440, height: 900, scheme: 'light' },
  { width: 1440, height: 900, scheme: 'dark', rules: colours },
  { width: 390, height: 844, scheme: 'dark' },
  { width: 390, height: 844, scheme: 'light', rules: colours },
] as const;
/** The narrowest screen that shows every page without scrolling sideways. */
const narrowest = 360;

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** Colours are read from what was drawn: a look that changed is on the screen two frames later. */
const drawnAgain = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))';

/** Looks at what stands on the page in every look, and gives what is wrong with it. */
async function faultsOf(page: Page, shown: readonly (typeof looks)[number][] = looks): Promise<object> {
  const faults: Record<string, readonly string[]> = {};
  for (const look of shown) {
    const { width, height, scheme } = look;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(drawnAgain);
    const barriers = await barriersOn(page, 'rules' in look ? look.rules : undefined);
    if (barriers.length > 0) faults[`${scheme} ${width}`] = barriers;
  }
  await page.setViewportSize({ width: narrowest, height: 800 });
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  if (wide > narrowest) faults[`wider than ${narrowest}`] = [`${wide}`];
  await page.setViewportSize({ width: 1440, height: 900 });
  return faults;
}

interface Sight {
  readonly name: string;
  readonly path: () => string;
  /** What is opened on the page before it is looked at. */
  readonly open?: (page: Page) => Promise<void>;
}
const button = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click();

const removeClosure = async (page: Page): Promise<void> => {
  await page
    .getByRole('button', { name: /^Retirer «/ })
    .first()
    .click();
  await page.getByRole('region', { name: 'Effet sur les demandes d’aide ouvertes' }).waitFor();
  await page.waitForLoadState('networkidle');
};

const sights: Readonly<Record<string, readonly Sight[]>> = {
  sophie: [
    { name: 'her day', path: () => '/' },
    { name: 'a queue', path: () => `/queue?view=group&group=techno-pedagogues&term=${term}` },
    { name: 'a queue with nothing in it', path: () => '/queue?view=group&group=techno-pedagogues&term=A2099' },
    {
      name: 'a selection in the queue',
      path: () => `/queue?view=group&group=techno-pedagogues&term=${term}`,
      open: (page) => page.getByRole('row').nth(1).getByRole('checkbox').check(),
    },
    { name: 'a request she works on', path: () => made.begun },
    { name: 'a request nobody began', path: () => made.fresh },
    { name: 'whom to assign a task to', path: () => made.begun, open: button('Réassigner') },
    { name: 'what to write for the team', path: () => made.begun, open: button('Note de travail') },
    { name: 'the requests', path: () => '/requests' },
    { name: 'what a search finds', path: () => '/search?q=cours' },
    { name: 'the palette', path: () => '/settings', open: (page) => press(page, 'Control+k') },
    { name: 'the keys', path: () => '/queue', open: (page) => press(page, '?') },
    { name: 'her settings', path: () => '/settings' },
    { name: 'the help requests', path: () => '/incidents?view=group&group=techno-pedagogues' },
    { name: 'a help request', path: () => made.helped },
    { name: 'why its clock says so', path: () => `${made.helped}?explain=response` },
    { name: 'a call to write down', path: () => '/incidents/new' },
    { name: 'the calendar, to be read', path: () => '/calendar' },
    { name: 'a request that is not there', path: () => '/requests/RITM9999999' },
  ],
  chantal: [
    { name: 'her day', path: () => '/' },
    { name: 'the grids', path: () => '/imports' },
    { name: 'the check of a grid', path: () => made.checked },
    { name: 'the report of an import', path: () => made.imported },
    { name: 'the requests she follows', path: () => '/requests' },
  ],
  helene: [
    { name: 'her day', path: () => '/' },
    { name: 'a request she may cancel', path: () => made.begun, open: button('Autres actions') },
    { name: 'why a task is skipped', path: () => made.begun, open: button('Passer la tâche') },
  ],
  emilie: [
    { name: 'her requests', path: () => '/my-requests' },
    { name: 'one of her requests', path: () => made.begun },
    { name: 'asking for help', path: () => '/help' },
    { name: 'her help request', path: () => made.own },
    { name: 'a page that is not hers', path: () => '/queue' },
  ],
  alex: [
    { name: 'the calendar', path: () => '/calendar' },
    { name: 'a closure', path: () => '/calendar', open: button('Ajouter une fermeture') },
    { name: 'hours of a week', path: () => '/calendar', open: button('Nouvel horaire à partir d’un jour') },
    { name: 'what is about to be saved', path: () => '/calendar', open: removeClosure },
    { name: 'ended clocks', path: () => '/calendar/recalculation', open: button('Voir ce qui changerait') },
  ],
};

describe.each(Object.keys(sights))('nothing keeps %s from', (username) => {
  it('any of their pages', async () => {
    const shown = sights[username] ?? [];
    const page = await windows.as(username, shown[0]?.path() ?? '/', { foreseen: /status of 404/ });
    const found: Record<string, object> = {};
    for (const { name, path, open } of shown) {
      await page.goto(path());
      await settled(page);
      if (open) await open(page);
      const faults = await faultsOf(page);
      if (Object.keys(faults).length > 0) found[name] = faults;
    }
    expect(found).toEqual({});
  });
});

describe('nothing keeps anybody from', () => {
  it('the pages that ask for no sign-in', async () => {
    const { page } = await windows.visit();
    const found: Record<string, object> = {};
    for (const path of ['/api-reference', '/signed-out', '/nulle-part']) {
      await page.goto(path);
      await settled(page);
      // Each route of the reference is drawn alike, and there are many: its colours need no second width.
      const faults = await faultsOf(page, path === '/api-reference' ? [looks[1], looks[2]] : looks);
      if (Object.keys(faults).length > 0) found[path] = faults;
    }
    expect(found).toEqual({});
  });
});
