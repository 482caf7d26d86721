/** What was checked is imported as it is: the same bytes, once, reconciled with what the desk knows by then. */
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { parseNumber, type ImportNumber } from '#shared/ids.ts';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors, type ImportPage } from '#test/support/doors.ts';

const desk = openDoors(inject('stack'));
const chantal = desk.as('chantal');
afterAll(() => desk.close());

type Form = ResponseOf<'sendGrid'>['upload'];

async function post({ url, fields }: Form, bytes: Uint8Array): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([Buffer.from(bytes)]));
  expect((await fetch(url, { method: 'POST', body: form })).ok).toBe(true);
}

/** Sends a grid for a check, as a browser does. */
async function check(fileName: string, bytes: Uint8Array): Promise<{ preview: ImportPage; form: Form }> {
  const { number, upload } = await chantal.does('sendGrid', { body: { fileName, mode: 'preview' } });
  await post(upload, bytes);
  return { preview: await desk.ended(number), form: upload };
}
const take = (preview: ImportPage) => chantal.send('importPreviewed', { params: { import: preview.number } });
/** The number an accepted answer gives. */
function answered(body: unknown): ImportNumber {
  const said: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'number') : null;
  const number = parseNumber('import', String(said));
  if (!number) throw new Error(`No import was promised: ${JSON.stringify(body)}`);
  return number;
}

describe('a grid that was checked', () => {
  it('is imported by its number, keeps the name its sender gave, and once for all who ask', async () => {
    const term = 'A2061';
    const { preview } = await check('Grille d’été — v2.csv', csvGrid(courses(term, 3)));
    expect(preview).toMatchObject({ mode: 'preview', fileName: 'Grille d’été — v2.csv', importedAs: null });
    expect(preview.counts.created).toBe(3);
    expect(await desk.requestsOf(term)).toEqual([]);
    const [one, other] = [await take(preview), await take(preview)];
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(answered(other.body)).toBe(answered(one.body));
    const imported = await desk.ended(answered(one.body));
    expect(imported).toMatchObject({ mode: 'import', previewedAs: preview.number, sentBy: { name: 'Chantal Vézina' } });
    expect(imported).toMatchObject({ fileName: 'Grille d’été — v2.csv', counts: { created: 3 } });
    expect(imported.scopes).toHaveLength(1);
    expect(await desk.requestsOf(term)).toHaveLength(3);
    expect((await desk.ended(preview.number)).importedAs).toBe(imported.number);
  });

  it('tells what really happened when somebody else was there in between', async () => {
    const bytes = csvGrid(courses('A2062', 2));
    const { preview } = await check('deux.csv', bytes);
    await desk.land('grids/devance.csv', bytes);
    const imported = await desk.ended(answered((await take(preview)).body));
    expect(preview.counts).toMatchObject({ created: 2, unchanged: 0 });
    expect(imported.counts).toMatchObject({ created: 0, unchanged: 2 });
  });

  it('is not imported when another file was put in its place', async () => {
    const term = 'A2063';
    const { preview, form } = await check('vue.csv', csvGrid(courses(term, 1)));
    await post(form, csvGrid(courses(term, 9)));
    const reply = await take(preview);
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({ code: 'previewGone' });
    expect((await desk.ended(preview.number)).importedAs).toBeNull();
    expect(await desk.requestsOf(term)).toEqual([]);
  });

  it('is not imported when it could not be read, nor is an import imported again', async () => {
    const { preview } = await check('vide.csv', csvGrid([]));
    expect(preview.state).toBe('failed');
    expect((await take(preview)).body).toMatchObject({ code: 'previewNotDone' });
    const imported = await desk.land('grids/tout-de-suite.csv', csvGrid(courses('A2064', 1)));
    expect((await take(imported)).body).toMatchObject({ code: 'previewNotDone' });
  });
});
