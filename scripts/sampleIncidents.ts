/**
 * Fills a desk with the 890 incidents of `samples/incident-event-log-sample.csv.gz`, through the API's own door for records of
 * before: `npm run sample:incidents`. See samples/README.md for where they come from.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { signIn } from '#infra/local/oidc/signIn.ts';
import { routes } from '#shared/contract/routes.ts';
import { epochMs } from '#shared/time/instant.ts';
import { pastOf, readEventLog, weeksToNow } from './sampleIncidents/eventLog.ts';

const usage = `npm run sample:incidents -- [--weeks <n>] [--site <address> --token <access token of an admin>]

  --weeks   by how many weeks the log, which begins on 2016-02-29, is moved; by default so that it began a week or two ago,
            and what it says of the days to come is left out: many incidents are then still in hand
  --site    the desk to fill; by default the one that "npm start" runs, signed in as its administrator`;

const { values } = parseArgs({
  options: {
    weeks: { type: 'string' },
    site: { type: 'string' },
    token: { type: 'string' },
    state: { type: 'string', default: path.join(import.meta.dirname, '..', '.local') },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) refuse(usage);
if ((values.site === undefined) !== (values.token === undefined)) refuse(usage);

const now = epochMs(Date.now());
const log = readEventLog(
  readFileSync(path.join(import.meta.dirname, '..', 'samples', 'incident-event-log-sample.csv.gz')),
);
const weeks = values.weeks === undefined ? weeksToNow(log, now) : Number(values.weeks);
if (!Number.isSafeInteger(weeks)) refuse(usage);

const desk = await deskToFill();
const waiting = log.values();
let brought = 0;
let ahead = 0;
/** As many at once as one process of the API serves well. */
await Promise.all(Array.from({ length: 4 }, work));
console.log(`${brought} incidents brought in, moved by ${weeks} weeks; ${ahead} are yet to come`);

async function work(): Promise<void> {
  for (const logged of waiting) {
    const past = pastOf(logged, weeks, now);
    if (past === null) {
      ahead += 1;
      continue;
    }
    const { method, path: route } = routes.bringInIncident;
    const answer = await fetch(new URL(route, desk.site), {
      method,
      headers: {
        authorization: `Bearer ${desk.token}`,
        'content-type': 'application/json',
        // Sent again within two days, it is not brought in again.
        'idempotency-key': `sample ${weeks} ${logged.number}`,
      },
      body: JSON.stringify(past),
    });
    if (!answer.ok) refuse(`${logged.number} was answered ${answer.status}: ${await answer.text()}`);
    brought += 1;
    if (brought % 100 === 0) console.log(`${brought} of ${log.length}`);
  }
}

async function deskToFill(): Promise<{ readonly site: string; readonly token: string }> {
  if (values.site !== undefined && values.token !== undefined) return { site: values.site, token: values.token };
  const file = path.join(values.state, 'addresses.json');
  const shape = z.object({ site: z.url(), issuer: z.url(), clientId: z.string() });
  let addresses;
  try {
    addresses = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    refuse(`There is no local stack here (${file}): start it first (npm start).`);
  }
  return { site: addresses.site, token: (await signIn(addresses, 'alex')).accessToken };
}

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
