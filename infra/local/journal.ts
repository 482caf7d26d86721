/** The stack's own memory: one SQLite file for checkpoints, outbox and schedules; every write is on disk when it returns. */

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Journal = DatabaseSync;

/** Opens (or makes) `runtime.db` in the state folder. */
export function openJournal(stateFolder: string): Journal {
  mkdirSync(stateFolder, { recursive: true });
  const journal = new DatabaseSync(path.join(stateFolder, 'runtime.db'));
  // A killed process loses nothing in WAL mode with NORMAL; only a power cut may, and that is no local concern.
  journal.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;');
  journal.exec(`
    CREATE TABLE IF NOT EXISTS checkpoint (mapping TEXT, shard TEXT, sequence TEXT, PRIMARY KEY (mapping, shard));
    CREATE TABLE IF NOT EXISTS expired (tableName TEXT, itemKey TEXT, deletedAt INTEGER, PRIMARY KEY (tableName, itemKey));
    CREATE TABLE IF NOT EXISTS outbox (
      id TEXT PRIMARY KEY, target TEXT, event TEXT, attempts INTEGER, due INTEGER, accepted INTEGER
    );
    CREATE TABLE IF NOT EXISTS schedule (id TEXT PRIMARY KEY, expression TEXT, due INTEGER);
  `);
  return journal;
}
