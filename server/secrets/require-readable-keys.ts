import { composition } from "@/server/composition";
import { unwrapKey } from "./data-keys";
import { SecretUnreadable } from "./envelope";
import { masterKeyFrom } from "./master-key";

type WrappedRow = {
  tenant_id: string;
  key_id: string;
  wrapped_key: string;
  master_key_id: string;
};

/**
 * Refuses a start whose master key does not open what is in the database: it would serve with secrets that nobody can
 * read, and seal new ones beside them. Opens one active data key of each master key in use; an empty database passes.
 * Throws one sentence that says what to do.
 */
export async function requireReadableKeys(): Promise<void> {
  const { db, env } = composition();
  const { rows } = await db.platform.pool.query<WrappedRow>(
    `select distinct on (master_key_id) tenant_id, key_id, wrapped_key, master_key_id
     from tenant_keys where status = 'active' order by master_key_id, created_at desc, id`,
  );
  const known = [env.TRAMA_MASTER_KEY, env.TRAMA_MASTER_KEY_PREVIOUS]
    .filter((base64) => base64 !== undefined)
    .map(masterKeyFrom);
  for (const row of rows) {
    const master = known.find(({ id }) => id === row.master_key_id);
    if (!master || !opens(master, row)) throw new Error(refusal(row.master_key_id));
  }
}

function opens(master: ReturnType<typeof masterKeyFrom>, row: WrappedRow): boolean {
  try {
    unwrapKey(master, row.tenant_id, row.key_id, row.wrapped_key);
    return true;
  } catch (error) {
    if (error instanceof SecretUnreadable) return false;
    throw error;
  }
}

const refusal = (masterKeyId: string): string =>
  `the secrets in this database were sealed under another master key (${masterKeyId}) than the one configured: ` +
  "put back the secrets.json (or TRAMA_MASTER_KEY) that belongs to this database, or start on an empty one.";
