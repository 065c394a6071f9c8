import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { createCustomer } from "./create-customer";
import { findDuplicates } from "./find-duplicates";
import { listDuplicates } from "./list-duplicates";
import { listToldApart } from "./list-told-apart";
import { mergeCustomers } from "./merge-customers";
import { tellApart } from "./tell-apart";
import { undoTellApart } from "./undo-tell-apart";
import { unmergeCustomers } from "./unmerge-customers";

let tenant: TestTenant;
let owner: Ctx;
beforeAll(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
});

const make = (name: string, phone: string) => createCustomer(owner, { name, phone, city: "Lima" });
const facts = async (name: string) =>
  (
    await inTenant(tenant.ctx, (tx) =>
      tx.execute<{ entity_id: string }>(
        sql`select entity_id from events where tenant_id = ${tenant.id} and name = ${name} order by seq`,
      ),
    )
  ).rows.map((row) => row.entity_id);

test("two who share a phone and are not one are suggested no more, nor hinted at; taken back, they are again", async () => {
  const phone = "+51911111111";
  const [ana, luis, eva] = [
    await make("Ana", phone),
    await make("Luis", phone),
    await make("Eva", phone),
  ];
  expect((await listDuplicates(owner, {})).total).toBe(3);
  // In either order, and twice, it is one pair.
  const { distinctionId } = await tellApart(owner, { oneId: luis.id, otherId: ana.id });
  expect(await tellApart(owner, { oneId: ana.id, otherId: luis.id })).toEqual({ distinctionId });
  const left = (await listDuplicates(owner, {})).pairs.map(({ a, b }) => [a.id, b.id].toSorted());
  expect(left).toHaveLength(2);
  expect(left).not.toContainEqual([ana.id, luis.id].toSorted());
  const hinted = await findDuplicates(owner, { customerId: ana.id, phone });
  expect(hinted.map(({ id }) => id)).toEqual([eva.id]);
  expect(await listToldApart(owner)).toMatchObject([{ distinctionId, byName: expect.any(String) }]);
  expect(new Set(await facts("customer.toldApart"))).toEqual(new Set([ana.id, luis.id]));
  expect(await facts("customer.toldApart")).toHaveLength(2);

  await undoTellApart(owner, { distinctionId });
  expect((await listDuplicates(owner, {})).total).toBe(3);
  expect(await listToldApart(owner)).toEqual([]);
  expect(await facts("customer.notToldApart")).toHaveLength(2);
  await expect(undoTellApart(owner, { distinctionId })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a pair stays apart through a merge of one of them and its undo", async () => {
  const phone = "+51922222222";
  const [a, b, c] = [await make("Uno", phone), await make("Dos", phone), await make("Tres", phone)];
  await tellApart(owner, { oneId: a.id, otherId: b.id });
  const { mergeId } = await mergeCustomers(owner, { survivorId: c.id, absorbedId: b.id });
  await unmergeCustomers(owner, { mergeId });
  const pairs = (await listDuplicates(owner, {})).pairs.map((pair) =>
    [pair.a.id, pair.b.id].toSorted(),
  );
  expect(pairs).not.toContainEqual([a.id, b.id].toSorted());
});

test("nobody is told apart from itself, from someone unknown, or by whoever may not merge", async () => {
  const { id } = await make("Sola", "+51933333333");
  const agent = (await mintStaff(tenant, "agent")).ctx;
  await expect(tellApart(owner, { oneId: id, otherId: id })).rejects.toMatchObject({
    key: "merge_same",
  });
  await expect(tellApart(owner, { oneId: id, otherId: newId() })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(tellApart(agent, { oneId: id, otherId: newId() })).rejects.toMatchObject({
    code: "forbidden",
  });
});
