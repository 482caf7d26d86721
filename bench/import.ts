/** The year's grid through the whole stack as `npm start` runs it, from the upload to the last execution. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ListExecutionsCommand, type ListExecutionsCommandOutput } from '@aws-sdk/client-sfn';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { isItem, type Item } from '#functions/store/item.ts';
import { setTimeout as pause } from 'node:timers/promises';
import type { Effort, Figure, Findings } from './figure.ts';
import { termGrid, yearGrid } from './grid.ts';
import { runStack, type Stack } from './stack.ts';
import { unitsOf } from './units.ts';

const goalSeconds = 75;

async function everything({ records }: Stack): Promise<readonly Item[]> {
  const found: Item[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const { Items, LastEvaluatedKey } = await records.client.send(
      new ScanCommand({ TableName: records.name, ...(from && { ExclusiveStartKey: from }) }),
    );
    found.push(...(Items ?? []).filter(isItem));
    from = LastEvaluatedKey;
  } while (from);
  return found;
}

async function runningExecutions({ sfn, stateMachineArn }: Stack): Promise<number> {
  let count = 0;
  let nextToken: string | undefined;
  do {
    const page: ListExecutionsCommandOutput = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1_000, nextToken }),
    );
    count += page.executions?.length ?? 0;
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  return count;
}

/** Sends the grid and waits for its import to end, then for all that follows from it. */
async function send(stack: Stack, bytes: Uint8Array, name: string) {
  const coordinator = await stack.caller('helene');
  const before = (await coordinator.does('listImports', { query: { limit: 1 } })).items[0]?.number;
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  await stack.s3.send(new PutObjectCommand({ Bucket: stack.intakeBucket, Key: `grids/${name}`, Body: bytes }));
  for (;;) {
    const [latest] = (await coordinator.does('listImports', { query: { limit: 1 } })).items;
    if (latest && latest.number !== before && latest.state !== 'running') {
      const done = seconds();
      await stack.settled();
      return { latest, done, settled: seconds() };
    }
    await pause(500);
  }
}

/** What the creation writes in one transaction, and what it leads to. */
const createdTogether: readonly string[] = ['request', 'serviceTask', 'courseKey'];

function unitFigures(items: readonly Item[], requests: number): readonly Figure[] {
  const per = (wanted: readonly Item[], transacted: boolean) =>
    wanted.reduce((sum, item) => sum + unitsOf(item, { transacted }), 0) / requests;
  const of = (...kinds: readonly string[]) => items.filter(({ kind }) => kinds.includes(kind));
  return [
    {
      what: 'write units a request: itself, its tasks and the hold on its key',
      value: per(of(...createdTogether), true),
      unit: 'units',
    },
    { what: 'write units a request: its share of the report', value: per(of('reportChunk'), false), unit: 'units' },
    { what: 'write units a request: the token of Entrevue', value: per(of('taskToken'), false), unit: 'units' },
  ];
}

export async function importing({ short }: Effort): Promise<Findings> {
  const stack = await runStack({ inMemory: false, quiet: false });
  try {
    const bytes = await (short ? termGrid() : yearGrid());
    const first = await send(stack, bytes, 'first.xlsx');
    const { counts } = first.latest;
    const executions = await runningExecutions(stack);
    if (executions !== counts.created) throw new Error(`${executions} executions run for ${counts.created} requests`);
    const items = await everything(stack);
    const again = await send(stack, bytes, 'again.xlsx');
    if (again.latest.counts.unchanged !== counts.created) throw new Error('The second import found something to do');
    const rows = counts.read.toLocaleString('en');
    const made = counts.created.toLocaleString('en');
    return {
      subject: 'Import of a grid',
      how: `${rows} rows of .xlsx become ${made} requests with four tasks each, through the stack as \`npm start\` runs it, tables on disk, all reactions at work. Units are arithmetic on the items as they lie in the table.`,
      figures: [
        { what: 'upload → import done', value: first.done, unit: 's', ...(!short && { goal: goalSeconds }) },
        { what: 'rows a second', value: counts.read / first.done, unit: 'rows/s' },
        { what: 'requests a second', value: counts.created / first.done, unit: 'requests/s' },
        { what: 'upload → every execution waits in Entrevue and all is quiet', value: first.settled, unit: 's' },
        { what: 'the same file again, all unchanged', value: again.done, unit: 's' },
        { what: 'the same file again, rows a second', value: counts.read / again.done, unit: 'rows/s' },
        ...unitFigures(items, counts.created),
      ],
    };
  } finally {
    await stack.stop();
  }
}
