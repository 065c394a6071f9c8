import pg from "pg";
import { expect, inject, test } from "vitest";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { RUNTIME_ROLES, type RuntimeRole, roleUrl } from "./role-urls";

const TIMEOUTS = ["statement_timeout", "idle_in_transaction_session_timeout"] as const;

async function timeoutsOf(role: RuntimeRole): Promise<string[]> {
  const { DATABASE_URL, TRAMA_MASTER_KEY } = composition().env;
  const url = roleUrl(DATABASE_URL ?? inject("ownerUrl"), TRAMA_MASTER_KEY, role);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const values: string[] = [];
    for (const name of TIMEOUTS) values.push((await client.query(`show ${name}`)).rows[0][name]);
    return values;
  } finally {
    await client.end();
  }
}

test("only the tenants' role is cut off: 30 s a statement, 60 s of an idle transaction", async () => {
  const found = Object.fromEntries(
    await Promise.all(RUNTIME_ROLES.map(async (role) => [role, await timeoutsOf(role)])),
  );
  expect(found).toEqual({
    trama_app: ["30s", "1min"],
    trama_platform: ["0", "0"],
    trama_jobs: ["0", "0"],
  });
});

test("work that needs longer, or less, says so for its own transaction only", async () => {
  const { app } = composition().db;
  const id = newId();
  const slow = app.transaction(id, async (tx) => {
    await tx.execute("set local statement_timeout = '50ms'");
    await tx.execute("select pg_sleep(5)");
  });
  await expect(slow).rejects.toMatchObject({ cause: { code: "57014" } });
  const { rows } = await app.transaction(id, (tx) => tx.execute("show statement_timeout"));
  expect(rows).toEqual([{ statement_timeout: "30s" }]);
});
