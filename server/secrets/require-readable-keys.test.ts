import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { mintTenant } from "@/server/testing/tenant";
import { inTenant } from "@/server/tenancy/in-tenant";
import { makeActiveKey } from "./data-keys";
import { masterKeyFrom } from "./master-key";
import { requireReadableKeys } from "./require-readable-keys";

const real = composition();
afterEach(() => setComposition(real));
const fresh = () => randomBytes(32).toString("base64");
const under = (over: Partial<typeof real.env>) =>
  setComposition({ ...real, env: { ...real.env, ...over } });

test("a start is refused in one sentence when its master key opens nothing here, and not otherwise", async () => {
  const { id, ctx } = await mintTenant();
  await inTenant(ctx, (tx) => makeActiveKey(tx, id));
  await expect(requireReadableKeys()).resolves.toBeUndefined();
  under({ TRAMA_MASTER_KEY: fresh() });
  await expect(requireReadableKeys()).rejects.toThrow(
    /sealed under another master key \([0-9a-f]{12}\).*put back the secrets\.json/,
  );
});

test("while a rotation runs, the previous master key is as good as the current one", async () => {
  const { id, ctx } = await mintTenant();
  await inTenant(ctx, (tx) => makeActiveKey(tx, id));
  under({ TRAMA_MASTER_KEY: fresh(), TRAMA_MASTER_KEY_PREVIOUS: real.env.TRAMA_MASTER_KEY });
  await expect(requireReadableKeys()).resolves.toBeUndefined();
});

test("a key that claims our master key but was altered is refused too", async () => {
  const { id, ctx } = await mintTenant();
  const own = masterKeyFrom(real.env.TRAMA_MASTER_KEY);
  await inTenant(ctx, (tx) =>
    tx.execute(sql`insert into tenant_keys (tenant_id, key_id, wrapped_key, master_key_id, created_at)
      values (${id}, 'forged', 'v1.x.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', ${own.id}, now() + interval '1 day')`),
  );
  await expect(requireReadableKeys()).rejects.toThrow("another master key");
  await inTenant(ctx, (tx) => tx.execute(sql`delete from tenant_keys where key_id = 'forged'`));
});
