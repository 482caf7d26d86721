/**
 * Starts again workflows whose execution is gone: `npm run repair -- RITM0010001 …` for requests by name,
 * `npm run repair -- --all` to look at every request in hand. See docs/runbook.md.
 */
import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { RepairCommand } from '#shared/contract/messages.ts';
import { parseNumber, type RequestNumber } from '#shared/ids.ts';

const usage = `npm run repair -- --function <name> (--all | RITM0010001 …)

  --function   the repair function: output RepairFunction of the stack, or GUICHET_REPAIR_FUNCTION
  --all        every request in hand whose execution is gone
  --endpoint   address of a local stack (http://127.0.0.1:…); AWS without it`;

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
    endpoint: { type: 'string' },
    function: { type: 'string', default: process.env.GUICHET_REPAIR_FUNCTION },
  },
});
const requests = positionals.map(requestNamed);
if (values.function === undefined || values.all === requests.length > 0) refuse(usage);
const functionName = values.function;

const lambda = new LambdaClient(
  // A local stack asks for no secret: whoever reaches it is its operator.
  values.endpoint === undefined
    ? {}
    : {
        endpoint: values.endpoint,
        region: 'ca-central-1',
        credentials: { accessKeyId: 'OPERATOR', secretAccessKey: 'operator' },
      },
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
