/**
 * Starts again workflows whose execution is gone: `npm run repair -- RITM0010001 …` for requests by name,
 * `npm run repair -- --all` to look at every request in hand. See docs/runbook.md.
 */
import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { RepairCommand } from '#shared/contract/messages.ts';
import { parseNumber, type RequestNumber } from '#shared/ids.ts';
import { localStack } from './localStack.ts';

const usage = `npm run repair -- (--function <name> | --local) (--all | RITM0010001 …)

  --function   the repair function: output RepairFunction of the stack, or GUICHET_REPAIR_FUNCTION
  --local      the stack that "npm start" runs
  --all        every request in hand whose execution is gone`;

/** What the function answers (functions/workflow/repair-workflow.ts). */
const result = z.object({
  looked: z.number(),
  repaired: z.array(z.string()),
  left: z.array(z.object({ request: z.string(), because: z.string() })),
  next: z.string().nullable(),
});

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    local: { type: 'boolean', default: false },
    function: { type: 'string', default: process.env.GUICHET_REPAIR_FUNCTION },
  },
});
const requests = positionals.map(requestNamed);
const functionName = values.local ? 'repair-workflow' : values.function;
if (functionName === undefined || values.all === requests.length > 0) refuse(usage);

const lambda = new LambdaClient(
  values.local ? (localStack() ?? refuse('There is no local stack here: start it first (npm start).')) : {},
);

let next = values.all ? await repair({ all: true }) : await repair({ requests });
// A walk through thousands of executions takes longer than one call may: it says where it stopped.
while (next !== null) next = await repair({ all: true, from: next });

async function repair(command: RepairCommand): Promise<string | null> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(command) }),
  );
  const answer = Payload?.transformToString() ?? '';
  if (FunctionError !== undefined) refuse(`${functionName} failed: ${answer}`);
  const { looked, repaired, left, next: from } = result.parse(JSON.parse(answer));
  console.log(`${looked} looked at, ${repaired.length} started again${repaired.map((each) => ` ${each}`).join('')}`);
  for (const { request, because } of left) console.log(`${request} left as it is: ${because}`);
  return from;
}

function requestNamed(text: string): RequestNumber {
  return parseNumber('request', text) ?? refuse(`${text} is not the number of a request.`);
}

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
