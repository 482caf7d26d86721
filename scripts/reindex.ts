/**
 * Makes the words that requests are found by anew, for a table that was filled before the index existed or after the rule
 * that makes words changed: `npm run reindex`. See docs/runbook.md.
 */
import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { RebuildSearchCommand } from '#shared/contract/messages.ts';
import { localStack } from './localStack.ts';

const usage = `npm run reindex -- (--function <name> | --local)

  --function   the function that rebuilds: output RebuildSearchFunction of the stack
  --local      the stack that "npm start" runs`;

/** What the function answers (functions/stream/rebuild-search.ts). */
const result = z.object({ indexed: z.number(), next: z.string().nullable() });

const { values } = parseArgs({
  options: { local: { type: 'boolean', default: false }, function: { type: 'string' } },
});
const functionName = values.local ? 'rebuild-search' : values.function;
if (functionName === undefined) refuse(usage);

const lambda = new LambdaClient(
  values.local ? (localStack() ?? refuse('There is no local stack here: start it first (npm start).')) : {},
);

// A walk through years of requests may take longer than one call: it says where it stopped.
let from: string | null = null;
do from = await rebuild({ from });
while (from !== null);

async function rebuild(command: RebuildSearchCommand): Promise<string | null> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(command) }),
  );
  const answer = Payload?.transformToString() ?? '';
  if (FunctionError !== undefined) refuse(`${functionName} failed: ${answer}`);
  const { indexed, next } = result.parse(JSON.parse(answer));
  console.log(`${indexed} requests indexed`);
  return next;
}

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
