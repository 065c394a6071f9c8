import { generateKeyPairSync, randomBytes } from "node:crypto";
import { migrate } from "@/db/migrate";
import { startTestPostgres } from "@/scripts/supervisor/test-postgres.mjs";

/** A migrated PostgreSQL of the bench's own; durable writes stay on, as in production. Sets the environment for `composition()`. */
export async function startBenchDatabase(): Promise<{ stop(): Promise<void> }> {
  const postgres = await startTestPostgres({
    settings: {
      fsync: "on",
      synchronous_commit: "on",
      full_page_writes: "on",
      shared_buffers: "512MB",
      work_mem: "32MB",
      max_wal_size: "4GB",
    },
  });
  const { privateKey } = generateKeyPairSync("ed25519");
  Object.assign(process.env, {
    DATABASE_URL: postgres.url,
    TRAMA_MASTER_KEY: randomBytes(32).toString("base64"),
    TRAMA_AUDIT_SIGNING_KEY: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    TRAMA_LOG_LEVEL: "silent",
  });
  await migrate(postgres.url, process.env.TRAMA_MASTER_KEY ?? "");
  return { stop: () => postgres.stop() };
}
