import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { migrate } from "@/db/migrate";
import { roleUrl } from "@/db/role-urls";
import { compose, composition, type Composition, setComposition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { forgetKeys } from "@/server/secrets/key-cache";
import { openText, sealText } from "@/server/secrets/seal";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { startTestPostgres } from "./supervisor/test-postgres.mjs";

const run = promisify(execFile);
const oldKey = randomBytes(32).toString("base64");
const newKey = randomBytes(32).toString("base64");

// A server of its own: roles, and so their passwords, belong to the whole server.
let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
const opened: Composition[] = [];
const original = composition();

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, oldKey);
}, 150_000);
afterEach(() => setComposition(original));
afterAll(async () => {
  await Promise.all(opened.flatMap(({ db }) => [db.app.close(), db.platform.close()]));
  await postgres.stop();
});

const environment = (current: string, previous?: string) => ({
  TRAMA_MASTER_KEY: current,
  TRAMA_MASTER_KEY_PREVIOUS: previous ?? "",
  DATABASE_URL: postgres.url,
  // Those of the tests' own server must not lead the command elsewhere.
  DATABASE_APP_URL: "",
  DATABASE_PLATFORM_URL: "",
  DATABASE_JOBS_URL: "",
});

/** A process of the app, as far as secrets go, with these keys. */
function open(current: string, previous?: string): void {
  const { env } = original;
  const next = compose({
    ...env,
    DATABASE_URL: postgres.url,
    DATABASE_APP_URL: undefined,
    DATABASE_PLATFORM_URL: undefined,
    TRAMA_MASTER_KEY: current,
    TRAMA_MASTER_KEY_PREVIOUS: previous,
  });
  opened.push(next);
  setComposition(next);
}

const script = (keys: Record<string, string>) =>
  run("node_modules/.bin/tsx", ["scripts/secrets-rotate.ts"], { env: { ...process.env, ...keys } });

test("the command moves every key to the new master key while a running app reads without an error", async () => {
  open(oldKey);
  const tenants = await Promise.all(Array.from({ length: 4 }, () => mintTenant()));
  const secrets = await Promise.all(tenants.map(seal));
  // Step 1 of the procedure: the app is restarted with both keys; its start-up migrates.
  await migrate(postgres.url, newKey);
  open(newKey, oldKey);
  const state = { on: true, reads: 0 };
  const reading = (async () => {
    while (state.on)
      for (const { tenant, blob } of secrets) {
        forgetKeys();
        expect(await unseal(tenant, blob)).toBe(`secret of ${tenant.id}`);
        state.reads += 1;
      }
  })();
  const { stdout } = await script(environment(newKey, oldKey));
  state.on = false;
  await reading;
  expect(stdout).toContain("4 data keys are wrapped anew");
  expect(state.reads).toBeGreaterThan(20);
  // Step 3: the new key alone opens everything, the old key nothing, not even the database.
  open(newKey);
  forgetKeys();
  for (const { tenant, blob } of secrets)
    expect(await unseal(tenant, blob)).toBe(`secret of ${tenant.id}`);
  const { default: pg } = await import("pg");
  const stale = new pg.Client({ connectionString: roleUrl(postgres.url, oldKey, "trama_app") });
  await expect(stale.connect()).rejects.toThrow("password authentication failed");
}, 150_000);

test("run again it finds nothing left to do", async () => {
  const { stdout } = await script(environment(newKey, oldKey));
  expect(stdout).toContain("0 data keys");
}, 150_000);

test.each([
  ["without the previous key", () => environment(newKey), "set TRAMA_MASTER_KEY_PREVIOUS"],
  ["with the same key twice", () => environment(newKey, newKey), "are the same key"],
  [
    "with keys that wrap nothing here",
    () => environment(randomBytes(32).toString("base64"), randomBytes(32).toString("base64")),
    "other master keys than these two",
  ],
])(
  "%s it says so in a sentence and changes no key",
  async (_how, keys, sentence) => {
    const failed = script(keys());
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(sentence),
    });
    await expect(failed).rejects.not.toMatchObject({ stderr: expect.stringContaining("    at ") });
    // Nor the roles' passwords: the app goes on.
    open(newKey);
    await mintTenant();
  },
  150_000,
);

const place = { table: "integrations", column: "credentials_sealed", rowId: newId() };

async function seal(tenant: TestTenant): Promise<{ tenant: TestTenant; blob: string }> {
  const blob = await inTenant(tenant.ctx, (tx) =>
    sealText(tenant.ctx, tx, place, `secret of ${tenant.id}`),
  );
  return { tenant, blob };
}

const unseal = (tenant: TestTenant, blob: string) =>
  inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`select 1`);
    return openText(tenant.ctx, tx, place, blob);
  });
