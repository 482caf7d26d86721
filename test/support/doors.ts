/** The doors of a running stack as people and operators use them: the API, the bucket, the table, the workflows. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, vi } from 'vitest';
import { executionName } from '#shared/contract/messages.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { RowOutcome } from '#shared/grid/import.ts';
import type { ImportNumber, RequestNumber } from '#shared/ids.ts';
import { Caller } from './caller.ts';
import type { StackDoors } from './stack.ts';

export type ImportPage = ResponseOf<'readImport'>;
export type RequestPage = ResponseOf<'readRequest'>;
export type RequestRow = ResponseOf<'listRequests'>['items'][number];
type ReportLine = ResponseOf<'listImportRows'>['items'][number];
export type Line = ResponseOf<'listHistory'>['items'][number];

/** Long enough for a machine that does ten other things at once. */
export const patience = { timeout: 180_000, interval: 150 } as const;

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** All items of a list, page after page. */
async function all<Item>(page: (cursor: string | undefined) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    found.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/** Does something for each, so many at once. */
export async function sideBySide<Each, Result>(
  each: readonly Each[],
  work: (one: Each) => Promise<Result>,
  atOnce = 8,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = each.entries();
  const worker = async (): Promise<void> => {
    for (const [index, one] of left) results[index] = await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

export function openDoors(doors: StackDoors) {
  const at = { endpoint: doors.gateway, region: doors.region, credentials: doors.credentials };
  const s3 = new S3Client({ ...at, forcePathStyle: true });
  const sfn = new SFNClient(at);
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(at));

  /** A seeded person, by username. */
  const as = (username: string): Caller => {
    const token = doors.tokens[username];
    if (token === undefined) throw new Error(`Nobody is called ${username}`);
    return new Caller(doors.site, token);
  };
  const manager = as('helene');

  const put = async (key: string, bytes: Uint8Array): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: doors.intakeBucket, Key: key, Body: bytes }));
  };
  const importsNamed = async (fileName: string): Promise<readonly ImportPage[]> => {
    const { items } = await manager.does('listImports', { query: { limit: 200 } });
    return items.filter((each) => each.fileName === fileName);
  };
  /** The import once it is over. */
  const ended = (number: ImportNumber): Promise<ImportPage> =>
    vi.waitFor(async () => {
      const page = await manager.does('readImport', { params: { import: number } });
      expect(page.state).not.toBe('running');
      return page;
    }, patience);
  /** The import of a file that lands under this name, once it is over; those known before are others. */
  const landed = async (fileName: string, before: ReadonlySet<ImportNumber> = new Set()): Promise<ImportPage> => {
    const begun = await vi.waitFor(async () => {
      const found = (await importsNamed(fileName)).find(({ number }) => !before.has(number));
      if (!found) throw new Error(`${fileName} is not imported yet`);
      return found;
    }, patience);
    return ended(begun.number);
  };
  /** Puts a file into the bucket and gives its import once that is over. */
  const land = async (key: string, bytes: Uint8Array): Promise<ImportPage> => {
    const fileName = key.slice(key.lastIndexOf('/') + 1);
    const before = new Set((await importsNamed(fileName)).map(({ number }) => number));
    await put(key, bytes);
    return landed(fileName, before);
  };
  const report = (number: ImportNumber, outcome: RowOutcome): Promise<readonly ReportLine[]> =>
    all((cursor) => manager.does('listImportRows', { params: { import: number }, query: { outcome, cursor } }));

  const read = (request: RequestNumber): Promise<RequestPage> => manager.does('readRequest', { params: { request } });
  const requestsOf = (term: string): Promise<readonly RequestRow[]> =>
    all((cursor) => manager.does('listRequests', { query: { view: 'all', term, limit: 200, cursor } }));
  /** History of a request and its tasks, oldest first. */
  const history = async (request: RequestNumber): Promise<readonly Line[]> => {
    const lines = await all((cursor) =>
      manager.does('listHistory', { params: { request }, query: { limit: 200, cursor } }),
    );
    return [...lines].reverse();
  };
  const execution = async (request: RequestNumber, run = 1): Promise<string> => {
    const executionArn = `${doors.stateMachineArn.replace(':stateMachine:', ':execution:')}:${executionName(request, run)}`;
    try {
      return (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status ?? 'UNKNOWN';
    } catch (error) {
      if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return 'MISSING';
      throw error;
    }
  };

  return {
    doors,
    s3,
    sfn,
    dynamo,
    as,
    nobody: new Caller(doors.site, null),
    bearing: (token: string) => new Caller(doors.site, token),
    put,
    land,
    landed,
    ended,
    importsNamed,
    report,
    read,
    requestsOf,
    history,
    execution,
    /** Waits until the execution of a run stands so. */
    executionIs: (request: RequestNumber, status: string, run = 1): Promise<void> =>
      vi.waitFor(async () => expect(await execution(request, run)).toBe(status), patience),
    close: (): void => {
      s3.destroy();
      sfn.destroy();
      dynamo.destroy();
    },
  };
}

export type Doors = ReturnType<typeof openDoors>;
