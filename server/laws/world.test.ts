import { expect, test } from "vitest";
import { fingerprintOf, mintWorld } from "@/server/testing/world";
import { composition } from "@/server/composition";
import { sql } from "drizzle-orm";

test("a world has a row in every tenant table, and its fingerprint shows a change of any", async () => {
  const world = await mintWorld();
  const before = await fingerprintOf(world.tenantId);
  expect(before.split(";").filter((part) => part.endsWith("="))).toEqual([]);
  await composition().db.platform.transaction(world.tenantId, (tx) =>
    tx.execute(sql`update api_keys set name = 'changed' where tenant_id = ${world.tenantId}`),
  );
  expect(await fingerprintOf(world.tenantId)).not.toBe(before);
});
