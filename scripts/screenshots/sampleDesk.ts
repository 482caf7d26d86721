/** A desk some weeks into a term: the sample grids imported, requests at every stage, people who wrote to each other. */
import path from 'node:path';
import type { Stack } from '#infra/local/stack.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { TaskKind } from '#shared/request/plan.ts';
import { Caller } from '#test/support/caller.ts';
import { doorsOf } from '#test/support/stack.ts';
import { fillHelp, type SampleHelp } from './sampleHelp.ts';
import { recentGrid, termOf, type RecentGrid } from './recentGrid.ts';

type RequestPage = ResponseOf<'readRequest'>;
const samples = path.join(import.meta.dirname, '..', '..', 'samples');
const dayMs = 86_400_000;

/** Who works which task. */
const workers: Readonly<Record<TaskKind, readonly string[]>> = {
  interview: ['sophie', 'julien', 'amina'],
  planning: ['marc', 'linh'],
  coaching: ['julien', 'sophie'],
  compliance: ['linh', 'amina'],
};

/** Paths that pictures are taken of. */
export interface SampleDesk {
  /** A request whose interview Sophie is at. */
  readonly interviewed: string;
  /** One whose two branches are under way. */
  readonly parallel: string;
  /** One at its last task. */
  readonly lastTask: string;
  readonly imported: string;
  readonly checked: string;
  /** Help requests. */
  readonly help: SampleHelp;
}

export async function fillDesk(stack: Stack, now: number): Promise<SampleDesk> {
  const doors = await doorsOf(stack);
  const as = (username: string): Caller => new Caller(doors.site, doors.tokens[username] ?? null);
  const helene = as('helene');
  /** Sends a grid as a coordinator's browser does. */
  const send = async (fileName: string, mode: 'import' | 'preview', { csv }: RecentGrid): Promise<string> => {
    const { number, upload } = await as('chantal').does('sendGrid', { body: { fileName, mode } });
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(csv)]), fileName);
    const { ok, status } = await fetch(upload.url, { method: 'POST', body: form });
    if (!ok) throw new Error(`${fileName} was answered ${status}`);
    await stack.settled();
    return `/imports/${number}`;
  };

  const [thisTerm, nextTerm] = [termOf(now), termOf(now + 150 * dayMs)];
  const [autumnFile, winterFile, againFile] = ['automne-2020.xlsx', 'hiver-2021.csv', 'automne-2020-v2.xlsx'].map(
    (name) => path.join(samples, `grille-${name}`),
  );
  if (!autumnFile || !winterFile || !againFile) throw new Error('Three grids are named above');
  const first = await recentGrid(autumnFile, thisTerm, { at: now - 4 * dayMs });
  const imported = await send(`grille-${thisTerm}.csv`, 'import', first);
  await send(`grille-${nextTerm}.csv`, 'import', await recentGrid(winterFile, nextTerm, { at: now + 35 * dayMs }));
  const again = await recentGrid(againFile, thisTerm, { movedBy: first.movedBy });

  const read = (request: RequestPage['number']) => helene.does('readRequest', { params: { request } });
  const numberOf = ({ tasks }: RequestPage, kind: TaskKind) => {
    const task = tasks.find((each) => each.kind === kind);
    if (!task) throw new Error(`No task of kind ${kind}`);
    return task.number;
  };
  /** Takes a task in charge and ticks so many of its mandatory steps. */
  const begin = async (request: RequestPage, kind: TaskKind, rank: number, steps: number) => {
    const who = as(workers[kind][rank % workers[kind].length] ?? 'amina');
    const task = numberOf(request, kind);
    const { version } = await helene.does('readTask', { params: { task } });
    let page = await who.does('takeCharge', { params: { task }, version });
    for (const { item } of page.checklist.filter(({ mandatory }) => mandatory).slice(0, steps)) {
      page = await who.does('checkItem', { params: { task, item }, version: page.version, body: { done: true } });
    }
    return { who, task };
  };
  const finish = async (request: RequestPage, kind: TaskKind, rank: number): Promise<void> => {
    const { who, task } = await begin(request, kind, rank, Infinity);
    if (kind === 'interview') {
      const { version, presenters } = await read(request.number);
      await who.does('editRequest', {
        params: { request: request.number },
        version,
        body: {
          dueOnConfirmed: true,
          ...(presenters.kind === 'unknown' && { presenters: { kind: 'none' as const } }),
          recordings: [
            { title: 'Leçon 1 : introduction', presenter: null, state: 'announced' },
            { title: 'Leçon 2 : cas cliniques', presenter: null, state: 'announced' },
          ],
        },
      });
    }
    const { version } = await helene.does('readTask', { params: { task } });
    await who.does('closeTask', { params: { task }, version });
    await stack.settled();
  };

  const { items } = await helene.does('listRequests', { query: { view: 'all', limit: 60 } });
  const [late, begun, second, third, fourth, fifth, sixth] = await Promise.all(
    items.slice(0, 7).map(({ number }) => read(number)),
  );
  if (!late || !begun || !second || !third || !fourth || !fifth || !sixth) throw new Error('The grid made too little');

  await begin(late, 'interview', 1, 2);
  await begin(begun, 'interview', 0, 2);
  await begin(fourth, 'interview', 0, 1);
  await begin(fifth, 'interview', 2, 3);
  for (const [rank, request] of [second, third, sixth].entries()) await finish(request, 'interview', rank);
  await begin(second, 'planning', 0, 2);
  await begin(second, 'coaching', 1, 1);
  await begin(sixth, 'planning', 1, 1);
  await finish(third, 'planning', 0);
  await finish(third, 'coaching', 0);
  await begin(third, 'compliance', 0, 1);

  const write = (who: string, name: 'comment' | 'writeWorkNote', { number }: RequestPage, text: string) =>
    as(who).does(name, {
      params: { request: number },
      body: { text },
      headers: { 'idempotency-key': `sample-${number}-${text.length}` },
    });
  await write('sophie', 'comment', begun, 'Bonjour, seriez-vous libre mardi à 10 h pour l’entrevue de démarrage ?');
  await write('sophie', 'writeWorkNote', begun, 'Le département hésite encore entre deux dates : rappeler jeudi.');
  await write('julien', 'writeWorkNote', begun, 'J’ai accompagné ce cours l’an dernier, je peux t’aider.');
  await write('sophie', 'comment', second, 'L’entrevue est faite. Marc vous écrira pour les accès Zoom.');
  await write('linh', 'writeWorkNote', third, 'La leçon 2 n’est pas encore déposée.');

  // Changes of the grid once work is under way, as coordinators send them; the check is what is shown.
  const checked = await send(`grille-${thisTerm}-v2.csv`, 'preview', again);
  const pathTo = ({ number }: RequestPage, kind: TaskKind, page: RequestPage) =>
    `/requests/${number}?task=${numberOf(page, kind)}`;
  return {
    interviewed: pathTo(begun, 'interview', begun),
    parallel: pathTo(second, 'planning', second),
    lastTask: pathTo(third, 'compliance', third),
    imported,
    checked,
    help: await fillHelp(stack, as, now),
  };
}
