import { PiniaColada } from '@pinia/colada';
import { fireEvent, screen } from '@testing-library/vue';
import { createPinia } from 'pinia';
import { expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { provideClient } from '#web/data/api.ts';
import { clientOf } from '#web/data/client.ts';
import Home from '#web/pages/index.vue';
import { faultsIn } from '../axe.ts';
import { show } from '../mount.ts';

const sophie = {
  id: 'p1',
  name: 'Sophie Lamarre',
  email: 'sophie.lamarre@umontreal.example',
  roles: ['agents'],
  groups: ['technologues'],
  departments: [],
  may: { 'desk.see': true, 'import.send': false, 'import.see': true, 'request.list': true },
};
const groups = [
  {
    id: 'technologues',
    name: { fr: 'Technologues', en: 'Technologists' },
    members: [{ id: 'p1', name: 'Sophie Lamarre' }],
  },
  { id: 'techno-pedagogues', name: { fr: 'Techno-pédagogues', en: 'Learning technologists' }, members: [] },
];

/** The page before an API that answers by path; what is not there is not reachable. */
function home(answers: Readonly<Record<string, unknown>>) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)*', component: Home }] });
  const standing = { ...answers };
  const client = clientOf({
    base: '',
    language: () => 'fr',
    token: () => Promise.resolve('token'),
    renew: () => Promise.resolve(false),
    fetch: (address) => {
      const answer = typeof address === 'string' ? standing[address] : undefined;
      return answer === undefined
        ? Promise.reject(new TypeError('cut'))
        : Promise.resolve(new Response(JSON.stringify(answer)));
    },
  });
  const plugins = [
    createPinia(),
    PiniaColada,
    router,
    { install: (app: Parameters<typeof provideClient>[0]) => provideClient(app, client) },
  ];
  return { ...show(Home, { global: { plugins } }), standing };
}

it('says who I am, what I may do and who is in my groups', async () => {
  const { container } = home({ '/api/me': sophie, '/api/groups': { items: groups } });
  expect(await screen.findByText('sophie.lamarre@umontreal.example')).toBeDefined();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Bonjour Sophie');
  expect(await screen.findByText('Technologues')).toBeDefined();
  expect(screen.queryByText('Techno-pédagogues')).toBeNull();
  expect(screen.getByText('Voir les imports et leurs rapports')).toBeDefined();
  expect(screen.queryByText('Envoyer une grille des cours')).toBeNull();
  expect(await faultsIn(container)).toEqual([]);
});

it('says that the desk does not answer, and asks again', async () => {
  const { standing } = home({ '/api/groups': { items: groups } });
  const [retry] = await screen.findAllByRole('button', { name: 'Réessayer' });
  expect(screen.getAllByRole('alert')[0]?.textContent).toContain('Le guichet ne répond pas');
  standing['/api/me'] = sophie;
  if (retry) await fireEvent.click(retry);
  expect(await screen.findByText('sophie.lamarre@umontreal.example')).toBeDefined();
});
