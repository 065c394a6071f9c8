import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { openDiskFiles } from "@/server/files/disk";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { makeCheckpoint } from "./make-checkpoint";
import { runVerification } from "./run-verification";
import { verifyChain } from "./verify-chain";

const folder = mkdtempSync(join(tmpdir(), "trama-tamper-db-"));
let owner: pg.Client;
beforeAll(async () => {
  Object.assign(composition(), { files: openDiskFiles(folder) });
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  await triggers("disable");
});
afterAll(async () => {
  await triggers("enable");
  await owner.end();
  rmSync(folder, { recursive: true, force: true });
});

/** The strongest thief: the owner of the database with every guard off (each worker has a database of its own). */
async function triggers(what: "disable" | "enable"): Promise<void> {
  for (const table of ["events", "event_heads", "audit_checkpoints"])
    await owner.query(`alter table ${table} ${what} trigger user`);
}

async function chainOf(facts: number): Promise<TestTenant> {
  const tenant = await mintTenant();
  await state(tenant, facts);
  return tenant;
}

const state = (tenant: TestTenant, facts: number) =>
  inTenant(tenant.ctx, async () => {
    for (let i = 0; i < facts; i++)
      record(tenant.ctx, "domain.added", {
        entity: { type: "domain", id: newId() },
        payload: { host: `h${i}.example`, face: "staff" },
      });
  });

/** Each runs in a database whose triggers are off; the tenant's id is $1. */
const TAMPERINGS: Record<string, string> = {
  "a body changed": `update events set body = replace(body, 'h4.example', 'h5.example') where tenant_id = $1 and seq = 5`,
  "a body and its hash changed": `update events set body = body || ' ', hash = encode(sha256(convert_to(prev_hash || E'\\n' || seq || E'\\n' || body || ' ', 'UTF8')), 'hex') where tenant_id = $1 and seq = 5`,
  "a name changed beside the body": `update events set name = 'domain.removed' where tenant_id = $1 and seq = 5`,
  "an entity changed beside the body": `update events set entity_id = 'other' where tenant_id = $1 and seq = 5`,
  "a time changed beside the body": `update events set occurred_at = occurred_at + interval '1 microsecond' where tenant_id = $1 and seq = 5`,
  "an id changed beside the body": `update events set id = uuidv7() where tenant_id = $1 and seq = 5`,
  "a row deleted": `delete from events where tenant_id = $1 and seq = 5`,
  "the first row deleted": `delete from events where tenant_id = $1 and seq = 1`,
  "rows swapped": `update events set seq = case seq when 5 then -6 when 6 then -5 end where tenant_id = $1 and seq in (5, 6);update events set seq = -seq where tenant_id = $1 and seq < 0`,
  "a row inserted after the head": `insert into events select uuidv7(), tenant_id, seq + 1, name, entity_type, entity_id, occurred_at, body, hash, hash from events where tenant_id = $1 and seq = 10`,
  "the tail cut": `delete from events where tenant_id = $1 and seq > 7`,
  "the tail cut and the head moved back": `delete from events where tenant_id = $1 and seq > 7;update event_heads h set seq = 7, hash = e.hash from events e where e.tenant_id = h.tenant_id and e.seq = 7 and h.tenant_id = $1`,
  "the tail cut, the head moved back and the checkpoints removed from the database": `delete from events where tenant_id = $1 and seq > 7;update event_heads h set seq = 7, hash = e.hash from events e where e.tenant_id = h.tenant_id and e.seq = 7 and h.tenant_id = $1;delete from audit_checkpoints where tenant_id = $1`,
  "everything gone": `delete from events where tenant_id = $1;delete from event_heads where tenant_id = $1;delete from audit_checkpoints where tenant_id = $1`,
  "a checkpoint changed": `update audit_checkpoints set hash = repeat('a', 64) where tenant_id = $1`,
  "the whole chain hashed anew": `update events e set body = n.body, prev_hash = n.prev, hash = n.hash from (
      select id, body, hash, lag(hash, 1, repeat('0', 64)) over (order by seq) as prev from (
        select id, seq, b.body, app.chain(repeat('0', 64), seq, b.body) over (order by seq rows unbounded preceding) as hash
        from events, lateral (select replace(body, 'h4.example', 'h9.example') as body) b where tenant_id = $1) c) n
      where e.id = n.id and e.tenant_id = $1;
    update event_heads h set hash = e.hash from events e where e.tenant_id = h.tenant_id and e.seq = h.seq and h.tenant_id = $1`,
};

test.each(Object.entries(TAMPERINGS))(
  "by the owner with triggers off: %s is found",
  async (_, script) => {
    const tenant = await chainOf(10);
    await makeCheckpoint(tenant.ctx);
    expect((await verifyChain(tenant.ctx)).ok).toBe(true);
    let touched = 0;
    for (const statement of script.split(/;\s*(?=update|delete)/))
      touched += (await owner.query(statement, [tenant.id])).rowCount ?? 0;
    expect(touched).toBeGreaterThan(0);
    const report = await verifyChain(tenant.ctx);
    expect(report.problems).not.toEqual([]);
    expect(report.ok).toBe(false);
  },
);

test("a broken chain is written down, stated as a fact, and never signed", async () => {
  const tenant = await chainOf(6);
  await owner.query(`update events set body = body || ' ' where tenant_id = $1 and seq = 3`, [
    tenant.id,
  ]);
  const result = await runVerification(tenant.ctx);
  expect(result).toMatchObject({ ok: false, problems: [{ kind: "altered", seq: 3 }] });
  const { rows } = await owner.query(
    "select body::jsonb -> 'payload' as payload from events where tenant_id = $1 and name = 'audit.chain.broken'",
    [tenant.id],
  );
  expect(rows).toEqual([{ payload: { problems: 1, firstSeq: 3 } }]);
  await expect(makeCheckpoint(tenant.ctx)).rejects.toMatchObject({ code: "conflict" });
});

test("a tail that was delivered is missed even before the first checkpoint", async () => {
  const tenant = await chainOf(10);
  await owner.query(
    "insert into event_cursors (tenant_id, consumer, seq) values ($1, 'webhooks', 10)",
    [tenant.id],
  );
  for (const statement of [
    "delete from events where tenant_id = $1 and seq > 7",
    "update event_heads h set seq = 7, hash = e.hash from events e where e.tenant_id = h.tenant_id and e.seq = 7 and h.tenant_id = $1",
  ])
    await owner.query(statement, [tenant.id]);
  expect((await verifyChain(tenant.ctx)).problems.map(({ kind }) => kind)).toEqual(["tailCut"]);
});
