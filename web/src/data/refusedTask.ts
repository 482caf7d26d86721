/** The task as it is now, where a refusal says so. */
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { Problem } from './problem.ts';

/** What a 412 carries of the task; null when the refusal carries none. */
export async function taskIn({ current }: Problem): Promise<ResponseOf<'readTask'> | null> {
  if (current === undefined) return null;
  // Fetched when it is needed: most acts are not refused.
  const { taskPage } = await import('#shared/contract/records.ts');
  const parsed = taskPage.safeParse(current);
  return parsed.success ? parsed.data : null;
}
