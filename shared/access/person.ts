/** People as the desk knows them, and what they are to it. */
import type { PersonId } from '../ids.ts';
import type { Email } from '../request/course.ts';

/** Roles, as the user pool's groups name them. Any signed-in person is a requester besides. */
export const roles = ['agents', 'coordinators', 'managers', 'admins'] as const;
export type Role = (typeof roles)[number];

/** Support groups that work in the app (guide, "Groupe d'affectation"). */
export const groupIds = ['techno-pedagogues', 'technologues'] as const;
export type GroupId = (typeof groupIds)[number];

/** Names of the support groups, as people say them. */
export const groupNames: Readonly<Record<GroupId, { readonly fr: string; readonly en: string }>> = {
  'techno-pedagogues': { fr: 'Techno-pédagogues', en: 'Learning technologists' },
  technologues: { fr: 'Technologues', en: 'Technologists' },
};

/** Enough of a person to show who did or holds something. */
export interface PersonRef {
  readonly id: PersonId;
  readonly name: string;
}

/** A person of the directory; also the caller of a route, read from the access token. */
export interface Person extends PersonRef {
  readonly email: Email;
  readonly roles: readonly Role[];
  readonly groups: readonly GroupId[];
  /** Departments a coordinator follows, spelled as in the grids. */
  readonly departments: readonly string[];
}
