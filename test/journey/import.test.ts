/** Grids sent to the bucket, and what the desk makes of them. The sample grids' own terms belong to this file alone. */
import { readFile } from 'node:fs/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { landingKey } from '#functions/store/keys.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors, patience, sideBySide, type ImportPage, type RequestRow } from '#test/support/doors.ts';

const desk = openDoors(inject('stack'));
afterAll(() => desk.close());
const sample = (name: string): Promise<Buffer> => readFile(new URL(`../../samples/${name}`, import.meta.url));
const autumn = 'grille-automne-2020.xlsx';

const terms = { preview: 'A2041', form: 'A2042', twice: 'A2043', together: 'A2044' } as const;

/** Counts that are not zero. */
function countsOf({ counts }: ImportPage): object {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

const keyOf = ({ course: { term, sigle, section, approach } }: RequestRow): string =>
  [term, sigle, section, approach].join(' ');

/** Versions and lines of history by request: what an import that changes nothing leaves as it is. */
async function footprint(term: string): Promise<Readonly<Record<string, string>>> {
  const requests = await desk.requestsOf(term);
  const entries = await sideBySide(requests, async ({ number, version }) => {
    const [lines, page] = [await desk.history(number), await desk.read(number)];
    return [number, `${version} ${page.version} ${lines.map(({ id }) => id).join()}`] as const;
  });
  return Object.fromEntries(entries);
}

/** Every request with its own four tasks, its interview open, and its execution running. */
async function allWhole(requests: readonly RequestRow[]): Promise<void> {
  const keys = requests.map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
  const tasks = await sideBySide(requests, async ({ number }) => {
    const page = await desk.read(number);
    expect(page.tasks.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'interview open',
      'planning pending',
      'coaching pending',
      'compliance pending',
    ]);
    await desk.executionIs(number, 'RUNNING');
    return page.tasks.map((task) => task.number);
  });
  expect(new Set(tasks.flat()).size).toBe(requests.length * 4);
}

async function requestNamed(term: string, sigle: string): Promise<RequestRow> {
  const [found, ...others] = (await desk.requestsOf(term)).filter(({ course }) => course.sigle === sigle);
  if (!found || others.length > 0) throw new Error(`One request of ${sigle} was to be there`);
  return found;
}

async function changesOf(request: RequestNumber): Promise<readonly (readonly string[])[]> {
  const lines = (await desk.history(request)).filter(({ subject }) => subject === request);
  return lines.flatMap(({ content, door }) =>
    content.kind === 'change'
      ? [[door, content.action, ...content.changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`)]]
      : [],
  );
}

describe('the sample grids', { timeout: 600_000 }, () => {
  it('make exactly their requests and tasks, each with a running execution, and report the other rows', async () => {
    const ended = await desk.land(`grids/${autumn}`, await sample(autumn));
    expect(ended).toMatchObject({ state: 'done', mode: 'import', sentBy: null, failure: null });
    expect(countsOf(ended)).toEqual({ read: 49, created: 51, duplicate: 1, notValidated: 1, refused: 5 });
    const requests = await desk.requestsOf('A2020');
    expect(requests).toHaveLength(51);
    await allWhole(requests);
    const outcomes = ['duplicate', 'notValidated', 'refused'] as const;
    const rows = (await Promise.all(outcomes.map((outcome) => desk.report(ended.number, outcome)))).flat();
    expect(
      rows.map(({ row, outcome, findings }) => [
        row,
        outcome,
        ...findings.map(({ column, value, code }) => `${column}: ${value} ${code}`),
      ]),
    ).toEqual([
      [53, 'duplicate'],
      [51, 'notValidated'],
      [25, 'refused', 'Sigle:  valueMissing'],
      [26, 'refused', 'Courriel du responsable: pas-un-courriel emailUnreadable'],
      [27, 'refused', 'Approche(s): Hybride lunaire approachUnknown'],
      [50, 'refused', 'Première activité: 2020-02-31 dateImpossible'],
      [52, 'refused', 'Responsable du cours:  valueMissing'],
    ]);
    expect(rows.flatMap(({ findings }) => findings).every(({ detail }) => detail.endsWith('.'))).toBe(true);
  });

  it('can be downloaded as the report of what became of each row', async () => {
    const [ended] = await desk.importsNamed(autumn);
    if (!ended) throw new Error('The import was to be there');
    const { url } = await desk.as('helene').does('downloadImportReport', { params: { import: ended.number } });
    const csv = await (await fetch(url)).text();
    expect(csv).toContain('27;refusée;');
    expect(csv.match(/;créée;/g)).toHaveLength(51);
  });

  it('change nothing when sent again', async () => {
    const before = await footprint('A2020');
    const again = await desk.land(`grids/${autumn}`, await sample(autumn));
    expect(countsOf(again)).toEqual({ read: 49, unchanged: 51, duplicate: 1, notValidated: 1, refused: 5 });
    expect(await footprint('A2020')).toEqual(before);
  });

  it('are followed where they change: new, changed and gone rows, each with its history', async () => {
    const moved = await requestNamed('A2020', 'NRL2451');
    const { version } = await desk.as('sophie').does('editRequest', {
      params: { request: moved.number },
      version: moved.version,
      body: { dueOnConfirmed: true },
    });
    const old = new Set((await desk.requestsOf('A2020')).map(({ number }) => number));
    const ended = await desk.land('grids/grille-automne-2020-v2.xlsx', await sample('grille-automne-2020-v2.xlsx'));
    expect(countsOf(ended)).toEqual({ read: 46, created: 7, updated: 2, unchanged: 48, vanished: 1 });
    const requests = await desk.requestsOf('A2020');
    expect(requests).toHaveLength(58);
    await allWhole(requests.filter(({ number }) => !old.has(number)));

    const followed = await desk.read(moved.number);
    expect(followed).toMatchObject({ version: version + 1, dueOn: '2020-09-03', dueOnConfirmed: false });
    expect((await changesOf(moved.number)).at(-1)).toEqual([
      'import',
      'updated',
      'dueOn: 2020-09-06 → 2020-09-03',
      'dueOnConfirmed: true → false',
      'course.firstActivityOn: 2020-09-06 → 2020-09-03',
    ]);
    const [held] = followed.tasks;
    if (!held) throw new Error('A request has tasks');
    const task = await desk.as('sophie').does('readTask', { params: { task: held.number } });
    expect(task.course.dueOn).toBe('2020-09-03');

    const renamed = requests.filter(({ course }) => course.responsible.email === 'rebecca.fortin@umontreal.example');
    expect(renamed.map(keyOf)).toContain('A2020 TXM6599 B asynchronous');
    const theirs = renamed.find(({ course }) => course.sigle === 'TXM6599');
    expect(theirs && (await changesOf(theirs.number))).toEqual([
      [
        'import',
        'updated',
        'course.responsible.name: André Fortin → Rébecca Fortin',
        'course.responsible.email: andre.fortin@umontreal.example → rebecca.fortin@umontreal.example',
      ],
    ]);

    const gone = requests.filter(({ vanished }) => vanished);
    expect(gone.map((each) => [keyOf(each), each.state])).toEqual([['A2020 MMD3159 C synchronous', 'open']]);
    for (const { number } of gone) {
      expect(await changesOf(number)).toEqual([['import', 'vanished', `vanished: null → ${ended.number}`]]);
      expect(await desk.execution(number)).toBe('RUNNING');
    }
  });

  it('come as a French Excel saves CSV', async () => {
    const ended = await desk.land('grids/grille-hiver-2021.csv', await sample('grille-hiver-2021.csv'));
    expect(countsOf(ended)).toEqual({ read: 25, created: 31 });
    const requests = await desk.requestsOf('H2021');
    expect(requests).toHaveLength(31);
    await allWhole(requests);
  });

  it('are previewed without a trace but the report', async () => {
    const before = await footprint('A2020');
    const preview = await desk.land(`previews/${autumn}`, await sample(autumn));
    expect(preview.mode).toBe('preview');
    // The first grid again, after the second: two rows back to what they were, seven new ones gone, one back.
    expect(preview.counts).toMatchObject({ created: 0, updated: 3, vanished: 7, refused: 5 });
    expect(await desk.report(preview.number, 'vanished')).toHaveLength(7);
    expect(await footprint('A2020')).toEqual(before);
  });
});

describe('a grid', { timeout: 300_000 }, () => {
  it('that is previewed before it is known makes no request', async () => {
    const preview = await desk.land('previews/nouvelle.csv', csvGrid(courses(terms.preview, 5)));
    expect(countsOf(preview)).toEqual({ read: 5, created: 5 });
    expect((await desk.report(preview.number, 'created')).map(({ request }) => request)).toEqual(Array(5).fill(null));
    expect(await desk.requestsOf(terms.preview)).toEqual([]);
  });

  it('is sent by a coordinator with the form the API gives, under the number it promised', async () => {
    const coordinator = desk.as('chantal');
    const body = { fileName: 'ma grille é.csv', mode: 'import' } as const;
    const { number, upload } = await coordinator.does('sendGrid', { body });
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
    form.set('file', new Blob([Buffer.from(csvGrid(courses(terms.form, 6, { department: 'Pédiatrie' })))]));
    expect((await fetch(upload.url, { method: 'POST', body: form })).status).toBeLessThan(300);
    await vi.waitFor(async () => {
      expect((await coordinator.send('readImport', { params: { import: number } })).status).toBe(200);
    }, patience);
    const ended = await desk.ended(number);
    expect(ended).toMatchObject({ state: 'done', sentBy: { name: 'Chantal Vézina' }, counts: { created: 6 } });
    const seen = await coordinator.does('listRequests', { query: { view: 'department', term: terms.form } });
    expect(seen.items).toHaveLength(6);
  });

  it('is imported once when the event of its landing comes three times', async () => {
    const objectKey = 'grids/deux-fois.csv';
    const { pk } = landingKey(objectKey, '');
    const { doors } = desk;
    await desk.put(objectKey, csvGrid(courses(terms.twice, 40)));
    const sequencer = await vi.waitFor(async () => {
      const { Items = [] } = await desk.dynamo.send(
        new QueryCommand({
          TableName: doors.table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': pk, ':sk': 'AT#' },
        }),
      );
      expect(Items).toHaveLength(1);
      return String(Items[0]?.['sk']).slice('AT#'.length);
    }, patience);
    const lambda = new LambdaClient({
      endpoint: doors.gateway,
      region: doors.region,
      credentials: doors.credentials,
    });
    const event = {
      time: new Date().toISOString(),
      detail: { object: { key: objectKey, size: 1_000, sequencer } },
    };
    const repeat = async (): Promise<void> => {
      const command = new InvokeCommand({ FunctionName: doors.gridLanded, Payload: JSON.stringify(event) });
      expect((await lambda.send(command)).FunctionError).toBeUndefined();
    };
    await Promise.all([repeat(), repeat()]);
    const [first, ...others] = await desk.importsNamed('deux-fois.csv');
    if (!first) throw new Error('The import was to be there');
    expect(others).toEqual([]);
    expect(countsOf(await desk.ended(first.number))).toEqual({ read: 40, created: 40 });
    // Once over, it is over: the same event much later finds nothing to do.
    await repeat();
    expect(await desk.importsNamed('deux-fois.csv')).toHaveLength(1);
    lambda.destroy();
    const requests = await desk.requestsOf(terms.twice);
    expect(requests).toHaveLength(40);
    await allWhole(requests);
  });

  it('makes no course twice that another grid brings at the same moment', async () => {
    const both = courses(terms.together, 60);
    const ended = await Promise.all([
      desk.land('grids/a.csv', csvGrid(both.slice(0, 40))),
      desk.land('grids/b.csv', csvGrid(both.slice(20))),
    ]);
    expect(ended.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(ended.reduce((sum, { counts }) => sum + counts.created, 0)).toBe(60);
    const requests = await desk.requestsOf(terms.together);
    expect(requests).toHaveLength(60);
    await allWhole(requests);
  });
});
