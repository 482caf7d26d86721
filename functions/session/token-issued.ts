/**
 * Somebody signs in or renews their session: keeps the directory and puts into the access token what handlers read of a
 * person. The token alone says what they may do, so signing in never waits for the directory: when the table is slow or
 * down, the person goes in as they were last known there, and the next renewal, an hour later at most, writes it again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import { readEnv } from '#functions/runtime/env.ts';
import { logOf } from '#functions/runtime/log.ts';
import * as people from '#functions/store/people.ts';
import { openTable } from '#functions/store/table.ts';
import { claimNames, departmentsClaim } from '#shared/contract/claims.ts';
import { email, personId } from '#shared/contract/scalars.ts';
import { groupIds, roles, type Person } from '#shared/access/person.ts';

const env = readEnv('token-issued');
const table = openTable(env.tableName);
const log = logOf('token-issued');

/** Cognito gives up after five seconds, a cold start included. */
const directoryMs = 1_500;

/** What the desk reads of Cognito's pre-token-generation event, version 2. */
const tokenEvent = z.looseObject({
  request: z.looseObject({
    userAttributes: z.looseObject({
      sub: personId,
      email,
      name: z.optional(z.string()),
      'custom:departments': z.optional(z.string()),
    }),
    groupConfiguration: z.looseObject({ groupsToOverride: z.optional(z.nullable(z.array(z.string()))) }),
  }),
  response: z.optional(z.nullable(z.looseObject({}))),
});
type TokenEvent = z.infer<typeof tokenEvent>;

/** Departments as an administrator types them: `Médecine familiale; Pharmacologie`. */
function departmentsOf(typed: string): readonly string[] {
  const names = typed.split(';').map((name) => name.trim().replace(/\s+/g, ' '));
  return [...new Set(names.filter((name) => name !== ''))];
}

function personOf({ request: { userAttributes: user, groupConfiguration } }: TokenEvent): Person {
  const groups = groupConfiguration.groupsToOverride ?? [];
  const name = user.name?.trim() ?? '';
  return {
    id: user.sub,
    name: name === '' ? user.email : name,
    email: user.email,
    roles: roles.filter((role) => groups.includes(role)),
    groups: groupIds.filter((group) => groups.includes(group)),
    departments: departmentsOf(user['custom:departments'] ?? ''),
  };
}

async function keep(person: Person): Promise<void> {
  const slow = new AbortController();
  try {
    await Promise.race([
      people.upsert(table, person),
      pause(directoryMs, undefined, { signal: slow.signal }).then(() => {
        throw new Error(`The directory did not answer within ${directoryMs} ms`);
      }),
    ]);
  } catch (error) {
    log.error('directory not written', { person: person.id, error });
  } finally {
    slow.abort();
  }
}

/** The claims as version 2 of the trigger adds them to the access token. */
export interface TokenIssued extends TokenEvent {
  readonly response: {
    readonly claimsAndScopeOverrideDetails: {
      readonly accessTokenGeneration: { readonly claimsToAddOrOverride: Readonly<Record<string, string>> };
    };
  };
}

export async function handler(event: unknown): Promise<TokenIssued> {
  const issued = tokenEvent.parse(event);
  const person = personOf(issued);
  await keep(person);
  const claims = {
    [claimNames.email]: person.email,
    [claimNames.name]: person.name,
    [claimNames.departments]: departmentsClaim(person.departments),
  };
  return {
    ...issued,
    response: {
      ...issued.response,
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } },
    },
  };
}
