import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { inTenant } from "@/server/tenancy/in-tenant";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { idempotently } from "./idempotently";

let tenant: TestTenant;
let ctx: Ctx;
beforeAll(async () => {
  tenant = await mintTenant();
  ({ ctx } = await mintStaff(tenant, "owner"));
  ctx = { ...ctx, now: new Date() };
});

/** A real verb with an effect that can be counted. */
const create = (name: string) => () => createApiKey(ctx, { name, scopes: ["event.read"] });
const count = async (name: string) =>
  (
    await inTenant(tenant.ctx, (tx) =>
      tx.execute<{ n: number }>(sql`select count(*)::int as n from api_keys where name = ${name}`),
    )
  ).rows[0]?.n;
const call = (key: string, input: unknown = { a: 1 }) => ({ key, operation: "POST /x", input });

describe("the same Idempotency-Key", () => {
  test("gives the first answer again, secret and all, and acts once", async () => {
    const key = newId();
    const first = await idempotently(ctx, call(key), create(key));
    const again = await idempotently(ctx, call(key), create(key));
    expect(first.replayed).toBe(false);
    expect(again).toEqual({ value: first.value, replayed: true });
    expect(await count(key)).toBe(1);
  });

  test("twenty times at once acts once; the others hear that it is under way or its answer", async () => {
    const key = newId();
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        idempotently(ctx, call(key), create(key)).then(
          () => "answered",
          (error: { key: string }) => error.key,
        ),
      ),
    );
    expect(new Set(all).isSubsetOf(new Set(["answered", "idempotency_in_progress"]))).toBe(true);
    expect(all).toContain("answered");
    expect(await count(key)).toBe(1);
  });

  test("with another body is refused", async () => {
    const key = newId();
    await idempotently(ctx, call(key, { a: 1 }), create(key));
    await expect(idempotently(ctx, call(key, { a: 2 }), create(key))).rejects.toMatchObject({
      key: "idempotency_key_reused",
    });
    expect(await count(key)).toBe(1);
  });

  test("with the same body in another order of fields is the same", async () => {
    const key = newId();
    await idempotently(ctx, call(key, { a: 1, b: 2 }), create(key));
    expect((await idempotently(ctx, call(key, { b: 2, a: 1 }), create(key))).replayed).toBe(true);
  });

  test("after a failure acts anew: the failure left nothing behind", async () => {
    const key = newId();
    const failing = idempotently(ctx, call(key), async () => {
      await create(key)();
      throw new Error("the process dies here");
    });
    await expect(failing).rejects.toThrow("dies");
    expect(await count(key)).toBe(0);
    expect((await idempotently(ctx, call(key), create(key))).replayed).toBe(false);
    expect(await count(key)).toBe(1);
  });

  test("after a day is forgotten", async () => {
    const key = newId();
    await idempotently(ctx, call(key), create(key));
    const tomorrow = { ...ctx, now: new Date(ctx.now.getTime() + 24 * 3_600_000 + 1) };
    expect((await idempotently(tomorrow, call(key), create(key))).replayed).toBe(false);
  });

  test("of another actor, operation or tenant is another key", async () => {
    const key = newId();
    const other = await mintTenant();
    const colleague = await mintStaff(tenant, "owner");
    const stranger = await mintStaff(other, "owner");
    const runs = [
      await idempotently(ctx, call(key), create(key)),
      await idempotently({ ...colleague.ctx, now: ctx.now }, call(key), create(key)),
      await idempotently(ctx, { ...call(key), operation: "POST /y" }, create(key)),
      await idempotently({ ...stranger.ctx, now: ctx.now }, call(key), async () => 1),
    ];
    expect(runs.map(({ replayed }) => replayed)).toEqual([false, false, false, false]);
  });

  test.each(["", " ", "a b", "ñ", "x".repeat(256), "a\u0000"])("%j is no key", async (key) => {
    const attempt = async () => idempotently(ctx, call(key), async () => 1);
    await expect(attempt()).rejects.toMatchObject({ key: "idempotency_key_invalid" });
  });
});

test("the kept answer is sealed: a secret in it is not in the table", async () => {
  const key = newId();
  const { value } = await idempotently(ctx, call(key), create(key));
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select string_agg(k::text, '') as dump from idempotency_keys k`),
  );
  const { secret } = value as { secret: string };
  expect(JSON.stringify(rows)).not.toContain(secret);
});
