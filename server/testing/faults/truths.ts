import { hash } from "node:crypto";
import { INVARIANTS } from "@/db/checks/invariants";
import { composition } from "@/server/composition";
import { storedFileKey } from "@/server/files/file-key";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { verifyChain } from "@/server/modules/audit/verify-chain";
import { sweepFiles } from "@/server/modules/files/jobs";
import { systemCtx } from "@/server/tenancy/context";
import { brokenPairs } from "./pairs";
import { brokenPromises } from "./promises";
import { brokenWebhooks } from "./webhook-truths";
import { LIMITS, type World } from "./world";

const RECONNECT_MS = 5_000;

/** Everything that must hold when the dust has settled; each gives the sentences that are not true. */
const TRUTHS: readonly ((world: World) => Promise<string[]>)[] = [
  brokenPairs,
  brokenPromises,
  brokenWebhooks,
  brokenInvariants,
  brokenChains,
  overLimit,
  undelivered,
  buriedJobs,
  brokenFiles,
  dirtyConnections,
  async ({ ledger }) => ledger.surprises,
  async ({ recoveriesMs, story }) =>
    recoveriesMs.flatMap((ms, i) =>
      ms > RECONNECT_MS ? [`served again ${Math.round(ms)} ms after ${story[i]}`] : [],
    ),
];

export async function untruths(world: World): Promise<string[]> {
  const found: string[] = [];
  for (const truth of TRUTHS) found.push(...(await truth(world)));
  return found;
}

async function brokenInvariants({ stage }: World): Promise<string[]> {
  const broken: string[] = [];
  for (const { name, sql } of INVARIANTS) {
    const rows = await stage.ask<{ tenant_id: string; what: string }>(sql);
    broken.push(
      ...rows.map(({ tenant_id, what }) => `not true that ${name}: ${tenant_id} ${what}`),
    );
  }
  return broken;
}

/** Recomputed hash by hash: gapless, linked, ending at the head. */
async function brokenChains({ tenants }: World): Promise<string[]> {
  const reports = [PLATFORM_TENANT_ID, ...tenants.map(({ id }) => id)].map(async (id) => {
    const { problems } = await verifyChain(systemCtx(id, "test"));
    return problems.map(({ kind, seq, detail }) => `chain of ${id}: ${kind} at ${seq}: ${detail}`);
  });
  return (await Promise.all(reports)).flat();
}

async function overLimit({ stage, tenants }: World): Promise<string[]> {
  const rows = await stage.ask<{ what: string }>(
    `select format('%s of %s: %s used, %s allowed', u.resource, u.tenant_id, u.used, $2::jsonb ->> u.resource) as what
     from tenant_usage u where u.tenant_id = any($1) and u.used > ($2::jsonb ->> u.resource)::bigint`,
    [tenants.map(({ id }) => id), JSON.stringify(LIMITS)],
  );
  return rows.map(({ what }) => what);
}

async function undelivered({ stage, tenants }: World): Promise<string[]> {
  const rows = await stage.ask<{ what: string }>(
    `select format('%s of %s stands at %s of %s (delivering: %s)', c.consumer, h.tenant_id, coalesce(k.seq, 0), h.seq, h.delivering) as what
     from event_heads h cross join unnest(array['reactions', 'webhooks']) c(consumer)
     left join event_cursors k on k.tenant_id = h.tenant_id and k.consumer = c.consumer
     where h.tenant_id = any($1) and (coalesce(k.seq, 0) <> h.seq or h.delivering)`,
    [tenants.map(({ id }) => id)],
  );
  return rows.map(({ what }) => what);
}

async function buriedJobs({ stage, tenants }: World): Promise<string[]> {
  const rows = await stage.ask<{ what: string }>(
    "select format('%s was buried: %s', name, error) as what from job_dead_letters where tenant_id = any($1)",
    [tenants.map(({ id }) => id)],
  );
  return rows.map(({ what }) => what);
}

/** Every living row has its bytes; after the nightly sweep nothing else is in the store. */
async function brokenFiles({ stage, tenants }: World): Promise<string[]> {
  const store = composition().files;
  const broken: string[] = [];
  for (const { id: tenantId } of tenants) {
    const rows = await stage.ask<{ key: string; sha256: string }>(
      "select storage_key as key, sha256 from files where tenant_id = $1 and deleted_at is null",
      [tenantId],
    );
    for (const { key, sha256 } of rows) {
      const bytes = await store.get(storedFileKey(tenantId, key)).catch(() => undefined);
      if (!bytes || hash("sha256", bytes) !== sha256) broken.push(`file ${key} has lost its bytes`);
    }
    await sweepAsInTwoDays(tenantId);
    const living = new Set(rows.map(({ key }) => key));
    for await (const { key } of store.list(`${tenantId}/uploads/`))
      if (!living.has(key)) broken.push(`file ${key} is nobody's`);
  }
  return broken;
}

async function sweepAsInTwoDays(tenantId: string): Promise<void> {
  const now = new Date(Date.now() + 2 * 86_400_000);
  const tick = { schedule: "files.sweep", period: "test", at: now.toISOString() };
  await sweepFiles.handle(systemCtx(tenantId, "files.sweep", { now }), tick, {
    name: "files.sweep",
    jobId: "test",
    attempt: 1,
    signal: new AbortController().signal,
    deadline: new Date(Date.now() + 60_000),
    timeoutMs: 60_000,
  });
}

/** No connection carries a tenant from one borrower to the next, and none is left inside a transaction. */
async function dirtyConnections({ stage }: World): Promise<string[]> {
  const { pool } = composition().db.app;
  const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  const tenants = await Promise.all(
    held.map(async (client) => {
      const { rows } = await client.query(
        "select current_setting('app.tenant_id', true) as tenant",
      );
      return String(rows[0]?.tenant ?? "");
    }),
  );
  for (const client of held) client.release();
  const stuck = await stage.ask<{ what: string }>(
    `select format('a connection of %s is %s since %s', usename, state, now() - xact_start) as what from pg_stat_activity
     where usename like 'trama_%' and state like 'idle in transaction%' and xact_start < now() - interval '3 s'`,
  );
  return [
    ...tenants.filter((tenant) => tenant !== "").map((tenant) => `a connection kept ${tenant}`),
    ...stuck.map(({ what }) => what),
  ];
}
