/** Tickets: what a signed-in person buys with their token to open one WebSocket, which a browser can send no token to. */
import type { Person } from '#shared/access/person.ts';
import { ttlAttribute } from '#shared/contract/table.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import { ticketKey } from './keys.ts';
import { getItem, putItem, type Action, type Table } from './table.ts';

/** Long enough to open a socket on a poor line, too short to be worth finding. */
const validMs = 30_000;

/** What a ticket stands for. */
interface Ticket {
  readonly person: Person;
  readonly until: Instant;
}

/**
 * Keeps a ticket for the person, by its digest only.
 * @returns until when it opens a socket.
 */
export async function issue(table: Table, ticket: string, person: Person, now: Instant): Promise<Instant> {
  const until = instantOf(msOf(now) + validMs);
  const data: Ticket = { person, until };
  const expires = Math.ceil(msOf(until) / 1_000);
  await putItem(table, { Item: { ...ticketKey(ticket), kind: 'ticket', [ttlAttribute]: expires, data } });
  return until;
}

/** Whom the ticket stands for; null when it was spent, ran out or never was. Looking does not spend it. */
export async function read(table: Table, ticket: string, now: Instant): Promise<Person | null> {
  const item = await getItem(table, ticketKey(ticket));
  const found = item && (item.data as Ticket);
  return found && found.until > now ? found.person : null;
}

/** The write that spends a ticket: of two at once, one meets its condition. */
export function spending(ticket: string): Action {
  return { Delete: { Key: ticketKey(ticket), ConditionExpression: 'attribute_exists(pk)' } };
}
