/** Who calls, read from the claims that API Gateway's authorizer found good. */
import * as z from 'zod/mini';
import { groupIds, roles, type Person } from '#shared/access/person.ts';
import { claimNames, parseDepartmentsClaim } from '#shared/contract/claims.ts';
import { email } from '#shared/contract/records.ts';
import type { PersonId } from '#shared/ids.ts';

const claimsShape = z.object({
  [claimNames.subject]: z.string().check(z.minLength(1)),
  // An ID token passes the authorizer too, and is not meant for the API.
  [claimNames.use]: z.literal('access'),
  [claimNames.email]: email,
  [claimNames.name]: z.optional(z.string()),
  [claimNames.departments]: z.optional(z.string()),
  [claimNames.groups]: z.optional(z.union([z.string(), z.array(z.string())])),
});

/** Groups of a token: API Gateway writes a list as the text `[managers agents]`. */
function groupsOf(claim: string | readonly string[] | undefined): readonly string[] {
  if (claim === undefined) return [];
  if (typeof claim !== 'string') return claim;
  return claim
    .replace(/^\[|\]$/g, '')
    .split(/[\s,]+/)
    .filter((group) => group !== '');
}

/** The person an access token stands for; null when it is none of the desk's access tokens. */
export function callerOf(claims: unknown): Person | null {
  const parsed = claimsShape.safeParse(claims);
  if (!parsed.success) return null;
  const name = parsed.data[claimNames.name]?.trim() ?? '';
  const groups = groupsOf(parsed.data[claimNames.groups]);
  return {
    id: parsed.data[claimNames.subject] as PersonId,
    name: name === '' ? parsed.data[claimNames.email] : name,
    email: parsed.data[claimNames.email],
    roles: roles.filter((role) => groups.includes(role)),
    groups: groupIds.filter((group) => groups.includes(group)),
    departments: parseDepartmentsClaim(parsed.data[claimNames.departments] ?? ''),
  };
}
