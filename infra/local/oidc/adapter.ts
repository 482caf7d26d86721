import type { DatabaseSync } from 'node:sqlite';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Keeps the provider's sessions, codes and refresh tokens in SQLite, so that a restart signs nobody out. */

const now = (): number => Math.floor(Date.now() / 1000);

export const sqliteAdapter = (database: DatabaseSync): AdapterFactory => {
  database.exec(`
    CREATE TABLE IF NOT EXISTS record (
      model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, expires INTEGER,
      grantId TEXT, uid TEXT, userCode TEXT, PRIMARY KEY (model, id)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS record_grant ON record (model, grantId);
    CREATE INDEX IF NOT EXISTS record_uid ON record (model, uid);
  `);
  database.prepare('DELETE FROM record WHERE expires <= ?').run(now());
  const put = database.prepare('INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?, ?)');
  const find = (column: 'id' | 'uid' | 'userCode') =>
    database.prepare(
      `SELECT payload FROM record WHERE model = ? AND ${column} = ? AND (expires IS NULL OR expires > ?)`,
    );
  const by = { id: find('id'), uid: find('uid'), userCode: find('userCode') };
  const consume = database.prepare(
    `UPDATE record SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?`,
  );
  const destroy = database.prepare('DELETE FROM record WHERE model = ? AND id = ?');
  const revoke = database.prepare('DELETE FROM record WHERE model = ? AND grantId = ?');

  return (model): Adapter => {
    const read = (column: keyof typeof by, key: string): Promise<AdapterPayload | undefined> => {
      const row = by[column].get(model, key, now());
      return Promise.resolve(
        typeof row?.payload === 'string' ? (JSON.parse(row.payload) as AdapterPayload) : undefined,
      );
    };
    return {
      upsert: (id, payload, expiresIn) => {
        const { grantId = null, uid = null, userCode = null } = payload;
        put.run(model, id, JSON.stringify(payload), expiresIn ? now() + expiresIn : null, grantId, uid, userCode);
        return Promise.resolve();
      },
      find: (id) => read('id', id),
      findByUid: (uid) => read('uid', uid),
      findByUserCode: (userCode) => read('userCode', userCode),
      consume: (id) => Promise.resolve(void consume.run(now(), model, id)),
      destroy: (id) => Promise.resolve(void destroy.run(model, id)),
      revokeByGrantId: (grantId) => Promise.resolve(void revoke.run(model, grantId)),
    };
  };
};
