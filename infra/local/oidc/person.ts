import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** The seeded people that the local sign-in page offers. */

const personSchema = z.strictObject({
  username: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  email: z.email(),
  groups: z.array(z.string()),
  departments: z.array(z.string()),
});

export interface Person extends z.infer<typeof personSchema> {
  /** Cognito's `sub`: a UUID that stays the same for the same username. */
  readonly sub: string;
}

const subOf = (username: string): string => {
  const hex = createHash('sha256').update(`guichet person ${username}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Reads the people file; a group that the template does not draw is an error. */
export const readPeople = async (file: URL | string, groups: readonly string[]): Promise<readonly Person[]> => {
  const people = z
    .array(personSchema)
    .min(1)
    .parse(JSON.parse(await readFile(file, 'utf8')));
  for (const person of people) {
    const unknown = person.groups.filter((group) => !groups.includes(group));
    if (unknown.length > 0) {
      throw new Error(
        `${person.username} is in ${unknown.join(', ')}, which the template's user pool does not have ` +
          `(it has ${groups.join(', ') || 'no group'}).`,
      );
    }
  }
  return people.map((person) => ({ ...person, sub: subOf(person.username) }));
};

/** The person's attributes as Cognito keeps them: all strings, departments joined by semicolons. */
export const attributesOf = (person: Person): Readonly<Record<string, string>> => ({
  sub: person.sub,
  'cognito:user_status': 'CONFIRMED',
  email_verified: 'true',
  email: person.email,
  name: person.name,
  ...(person.departments.length > 0 ? { 'custom:departments': person.departments.join(';') } : {}),
});
