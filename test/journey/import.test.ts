/** Grids sent to the bucket, and what the desk makes of them. The sample grids' own terms belong to this file alone. */
import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { RequestNumber } from '#shared/ids.ts';
import { openDoors, sideBySide, type RequestRow } from '#test/support/doors.ts';
import { allWhole, countsOf, keyOf } from '#test/support/fresh.ts';

const desk = openDoors(inject('stack'));
afterAll(() => desk.close());
const sample = (name: string): Promise<Buffer> => readFile(new URL(`../../samples/${name}`, import.meta.url));
const autumn = 'grille-automne-2020.xlsx';

/** Versions and lines of history by request: what an import that changes nothing leaves as it is. */
async function footprint(term: string): Promise<Readonly<Record<string, string>>> {
  const requests = await desk.requestsOf(term);
  const entries = await sideBySide(requests, async ({ number, version }) => {
    const [lines, page] = [await desk.history(number), await desk.read(number)];
    return [number, `${version} ${page.version} ${lines.map(({ id }) => id).join()}`] as const;
  });
  return Object.fromEntries(entries);
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
    await allWhole(desk, requests);
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
    expect(csv.match(/;nouvelle;/g)).toHaveLength(51);
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
    await allWhole(
      desk,
      requests.filter(({ number }) => !old.has(number)),
    );

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
    await allWhole(desk, requests);
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
