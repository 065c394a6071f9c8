import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { migrate } from "@/db/migrate";
import { onAdmin, TEMPLATE, withDatabase } from "./databases";
import { startTestPostgres } from "@/scripts/supervisor/test-postgres.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    ownerUrl: string;
    masterKey: string;
    auditKey: string;
  }
}

/** One PostgreSQL for the whole run (fsync off), one migrated template; workers clone it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  const masterKey = randomBytes(32).toString("base64");
  const { privateKey } = generateKeyPairSync("ed25519");
  await onAdmin(postgres.url, `create database ${TEMPLATE}`);
  await migrate(withDatabase(postgres.url, TEMPLATE), masterKey);
  await onAdmin(
    postgres.url,
    `alter database ${TEMPLATE} is_template true allow_connections false`,
  );
  project.provide("ownerUrl", postgres.url);
  project.provide("masterKey", masterKey);
  project.provide(
    "auditKey",
    privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
  );
  return () => postgres.stop();
}
