/** How grids come in: previewed, by the app's form, announced twice, two at once. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { landingKey } from '#functions/store/keys.ts';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors, patience } from '#test/support/doors.ts';
import { allWhole, countsOf } from '#test/support/fresh.ts';

const desk = openDoors(inject('stack'));
afterAll(() => desk.close());

const terms = { preview: 'A2041', form: 'A2042', twice: 'A2043', together: 'A2044' } as const;

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
    await allWhole(desk, requests);
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
    await allWhole(desk, requests);
  });
});
