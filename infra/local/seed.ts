/** Seeded people are in the directory from the first start on, as if each had signed in once. */

import type { Journal } from './journal.ts';
import type { Pool } from './oidc/pool.ts';

/** Signs in everybody who never was here; a restart, which has work of its own to catch up with, signs in nobody. */
export async function seedDirectory(pool: Pool, journal: Journal): Promise<void> {
  journal.exec('CREATE TABLE IF NOT EXISTS seeded (username TEXT PRIMARY KEY)');
  const known = new Set(
    journal
      .prepare('SELECT username FROM seeded')
      .all()
      .map(({ username }) => username),
  );
  const keep = journal.prepare('INSERT OR IGNORE INTO seeded (username) VALUES (?)');
  for (const { username } of pool.people) {
    if (known.has(username)) continue;
    await pool.signIn(username);
    keep.run(username);
  }
}
