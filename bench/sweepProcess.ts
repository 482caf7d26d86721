/** One sweep in a process of its own, to be killed. Arguments: the table's name, and the instant of the sweep. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sweep } from '#functions/schedule/sla-due/sweep.ts';
import { openTable } from '#functions/store/table.ts';
import { firstEdition } from '#shared/calendar/edition.ts';
import { instantOf } from '#shared/time/instant.ts';

const [name = '', now = ''] = process.argv.slice(2);
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
process.send?.('begun');
await sweep({
  table: openTable(name, { client }),
  calendar: { current: () => Promise.resolve(firstEdition) },
  edition: firstEdition,
  now: instantOf(Date.parse(now)),
  timeIsLeft: () => true,
  log: { error: (...told) => console.error(...told) },
});
process.exit(0);
