/**
 * Claims of an access token that the desk reads. Cognito writes `sub`, `token_use` and `cognito:groups`; the trigger that
 * runs when a token is issued adds the others.
 */
export const claimNames = {
  subject: 'sub',
  use: 'token_use',
  groups: 'cognito:groups',
  email: 'email',
  name: 'name',
  departments: 'departments',
} as const;

/**
 * Departments as one claim: JSON text. API Gateway hands a claim that is a list over as `[a b]`, which would cut
 * `Médecine familiale` in two.
 */
export function departmentsClaim(departments: readonly string[]): string {
  return JSON.stringify(departments);
}

/** Departments of such a claim; none when it is not one. */
export function parseDepartmentsClaim(claim: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(claim);
    return Array.isArray(parsed) ? parsed.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
