/** What S3 promises of a copy and the emulator does not look at: the very object named by its tag. */
import type { IncomingMessage } from 'node:http';

const bare = (etag: string): string => etag.replaceAll('"', '');

/** Whether a copy that names the tag of its source finds it there. Anything but such a copy is fine. */
export async function copiesWhatIsWanted(endpoint: string, { headers }: IncomingMessage): Promise<boolean> {
  const [source, wanted] = [headers['x-amz-copy-source'], headers['x-amz-copy-source-if-match']];
  if (typeof source !== 'string' || typeof wanted !== 'string') return true;
  const head = await fetch(`${endpoint}/${source.replace(/^\//, '')}`, { method: 'HEAD' });
  // What is not there is said by the copy itself.
  return !head.ok || bare(head.headers.get('etag') ?? '') === bare(wanted);
}
