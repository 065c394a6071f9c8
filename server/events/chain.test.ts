import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { verifyChain } from "@/server/modules/audit/verify-chain";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { GENESIS, chainHash } from "@/server/modules/audit/rules/chain";
import { record } from "./record";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

const state = (count: number, of = tenant) =>
  inTenant(of.ctx, async () => {
    for (let i = 0; i < count; i++)
      record(of.ctx, "webhook.test.requested", {
        entity: { type: "webhookEndpoint", id: newId() },
        payload: { message: `ñandú ${i} "quoted" \u2028 😀` },
      });
  });

const rowsOf = (of: TestTenant) =>
  inTenant(of.ctx, async (tx) => {
    const { rows } = await tx.execute<{
      seq: string;
      body: string;
      prev_hash: string;
      hash: string;
    }>(sql`select seq, body, prev_hash, hash from events order by seq`);
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  });

test("a batch of facts is one unbroken piece of the chain, computed the same in SQL and in Node", async () => {
  await state(1);
  await state(500);
  await state(3);
  const rows = await rowsOf(tenant);
  let previous = GENESIS;
  for (const [index, row] of rows.entries()) {
    expect(row.seq).toBe(index + 1);
    expect(row.prev_hash).toBe(previous);
    expect(row.hash).toBe(chainHash(previous, row.seq, row.body));
    previous = row.hash;
  }
  expect(rows.length).toBe(504);
  expect(await verifyChain(tenant.ctx)).toMatchObject({ ok: true, checked: { seq: 504 } });
});

test("eight writers at once make no fork and no gap", async () => {
  const own = await mintTenant();
  const writer = async (batch: number) => {
    for (let i = 0; i < 15; i++) await state(batch, own);
  };
  await Promise.all([1, 2, 3, 1, 2, 3, 1, 2].map(writer));
  const rows = await rowsOf(own);
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 15 * 15 }, (_, i) => i + 1));
  expect(await verifyChain(own.ctx)).toMatchObject({ ok: true, checked: { seq: 225 } });
});

test("a tenant's first facts, stated at once, all get in", async () => {
  for (let round = 0; round < 10; round++) {
    const own = await mintTenant();
    await Promise.all(Array.from({ length: 8 }, () => state(1, own)));
    expect((await rowsOf(own)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  }
});

test("a transaction that rolls back leaves no fact and no gap", async () => {
  const own = await mintTenant();
  await state(2, own);
  const failing = inTenant(own.ctx, async () => {
    record(own.ctx, "webhook.endpoint.paused", {
      entity: { type: "webhookEndpoint", id: newId() },
      payload: {},
    });
    throw new Error("stop");
  });
  await expect(failing).rejects.toThrow("stop");
  await state(1, own);
  expect((await rowsOf(own)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

type Forged = { seq: number; prev: string; hash: string; body: string };
const insertEvent = (of: TestTenant, { seq, prev, hash, body }: Forged) =>
  inTenant(of.ctx, (tx) =>
    tx.execute(sql`insert into events (id, tenant_id, seq, name, entity_type, entity_id, occurred_at, body, prev_hash, hash)
      values (${newId()}, ${of.id}, ${seq}, 'x', 'x', 'x', now(), ${body}, ${prev}, ${hash})`),
  );

test("the runtime role cannot insert a row that does not continue the chain", async () => {
  const own = await mintTenant();
  await state(2, own);
  const last = (await rowsOf(own))[1];
  if (!last) throw new Error("no rows");
  const refused = { cause: { message: expect.stringContaining("does not continue the chain") } };
  const good = (seq: number, prev: string) => ({
    seq,
    prev,
    body: "{}",
    hash: chainHash(prev, seq, "{}"),
  });
  const forgeries: Forged[] = [
    { ...good(3, last.hash), hash: "f".repeat(64) },
    good(3, "0".repeat(64)),
    good(4, last.hash),
    good(0, GENESIS),
    good(-1, GENESIS),
    { ...good(3, last.hash), body: "{ }" },
  ];
  for (const forgery of forgeries)
    await expect(insertEvent(own, forgery)).rejects.toMatchObject(refused);
  await expect(insertEvent(own, good(2, last.prev_hash))).rejects.toMatchObject({
    cause: { code: "23505" },
  });
});

test("a statement of several rows is refused for any one of them that does not continue the chain", async () => {
  const own = await mintTenant();
  await state(1, own);
  const last = (await rowsOf(own))[0];
  if (!last) throw new Error("no rows");
  const second = chainHash(last.hash, 2, "{}");
  const third = chainHash(second, 3, "{}");
  const insertBoth = (prev: string, hash: string, seq = 3) =>
    inTenant(own.ctx, (tx) =>
      tx.execute(sql`insert into events (id, tenant_id, seq, name, entity_type, entity_id, occurred_at, body, prev_hash, hash)
        select uuidv7(), ${own.id}, seq, 'x', 'x', 'x', now(), '{}', prev, hash
        from (values (${seq}::bigint, ${prev}, ${hash}), (2, ${last.hash}, ${second})) row (seq, prev, hash)`),
    );
  const refused = { cause: { message: expect.stringContaining("does not continue the chain") } };
  await expect(insertBoth(second, last.hash)).rejects.toMatchObject(refused);
  await expect(insertBoth(last.hash, chainHash(last.hash, 3, "{}"))).rejects.toMatchObject(refused);
  await expect(insertBoth(second, chainHash(second, 4, "{}"), 4)).rejects.toMatchObject(refused);
  await insertBoth(second, third);
  expect((await rowsOf(own)).map(({ hash }) => hash)).toEqual([last.hash, second, third]);
});

test("a body with a raw line break is never taken for two facts", async () => {
  const own = await mintTenant();
  const append = inTenant(own.ctx, (tx) =>
    tx.execute(sql`select app.append_events(array[${newId()}]::uuid[], array['x'], array['x'], array['x'], array[now()],
      ${"{}\n{}"})`),
  );
  await expect(append).rejects.toMatchObject({ cause: { code: "22023" } });
  expect(await rowsOf(own)).toEqual([]);
});

test("the head only moves forward onto a row that exists, and is never deleted", async () => {
  const own = await mintTenant();
  await state(3, own);
  const [first, second] = await rowsOf(own);
  const moves = [
    sql`update event_heads set seq = 2, hash = ${second?.hash}`,
    sql`update event_heads set seq = 4, hash = ${"a".repeat(64)}`,
    sql`update event_heads set seq = 3, hash = ${first?.hash}`,
    sql`update event_heads set seq = 0, hash = ${GENESIS}`,
  ];
  for (const move of moves)
    await expect(inTenant(own.ctx, (tx) => tx.execute(move))).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/only moves forward|no such event/) },
    });
  await expect(
    inTenant(own.ctx, (tx) => tx.execute(sql`delete from event_heads`)),
  ).rejects.toMatchObject({ cause: { message: expect.stringContaining("permission denied") } });
});

test("neither runtime role may update, delete or truncate facts", async () => {
  for (const db of [composition().db.app, composition().db.platform])
    for (const statement of [
      "update events set body = '{}'",
      "delete from events",
      "truncate events",
      "delete from audit_checkpoints",
      "delete from audit_verifications",
    ])
      await expect(
        db.transaction(tenant.id, (tx) => tx.execute(sql.raw(statement))),
      ).rejects.toMatchObject({
        cause: { message: expect.stringContaining("permission denied") },
      });
});
