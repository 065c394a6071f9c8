import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { archiveBranch } from "./archive-branch";
import { archiveUnit } from "./archive-unit";
import { createBranch } from "./create-branch";
import { createUnit } from "./create-unit";
import { listBranches } from "./list-branches";
import { listUnits } from "./list-units";
import { createBranchInput, createUnitInput } from "./schema";
import { updateBranch } from "./update-branch";
import { updateUnit } from "./update-unit";

let tenant: TestTenant;
let owner: Ctx;
beforeEach(async () => {
  tenant = await mintTenant();
  owner = (await mintStaff(tenant, "owner")).ctx;
});
const unit = (code: string, ctx = owner) =>
  createUnit(ctx, createUnitInput.parse({ code, name: `Unit ${code}` }));
const branch = (code: string, over: object = {}, ctx = owner) =>
  createBranch(ctx, createBranchInput.parse({ code, name: `Branch ${code}`, ...over }));
const carry = (membershipId: string, column: "business_unit_id" | "branch_id", id: string) =>
  inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update memberships set ${sql.raw(column)} = ${id} where id = ${membershipId}`),
  );

test("units and branches are made, changed and listed by code, with how many people carry each", async () => {
  const internet = await unit("internet");
  expect(internet).toMatchObject({ code: "INTERNET", members: 0, customers: 0, archivedAt: null });
  const north = await branch("norte", {
    businessUnitId: internet.id,
    timeZone: "America/Bogota",
    position: { lat: -12.1, lng: -77.03 },
  });
  const agent = await mintStaff(tenant, "agent");
  await carry(agent.membershipId, "business_unit_id", internet.id);
  await carry(agent.membershipId, "branch_id", north.id);
  await updateUnit(owner, { unitId: internet.id, name: "Fibra" });
  await updateBranch(owner, { branchId: north.id, businessUnitId: null });
  expect(await listUnits(owner)).toMatchObject([{ name: "Fibra", members: 1, customers: 0 }]);
  expect(await listBranches(agent.ctx)).toMatchObject([
    { code: "NORTE", businessUnitId: null, members: 1, position: { lat: -12.1 } },
  ]);
});

test("a code is used once, archived or not; of two at the same instant one wins", async () => {
  const both = await Promise.allSettled([unit("OBRAS"), unit("obras")]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const [{ id = "" } = {}] = await listUnits(owner);
  await archiveUnit(owner, { unitId: id });
  await expect(unit("OBRAS")).rejects.toMatchObject({ key: "unit_code_taken" });
  const other = await unit("OTRA");
  await expect(updateUnit(owner, { unitId: other.id, code: "OBRAS" })).rejects.toMatchObject({
    key: "unit_code_taken",
    fields: { code: "unit_code_taken" },
  });
  for (const code of ["", "con espacio", "ñ", "A".repeat(13), "-A"])
    expect(createUnitInput.safeParse({ code, name: "x" }).success).toBe(false);
});

test("a unit that people or branches carry is archived only when they move to another that is in use", async () => {
  const [a, b, gone] = [await unit("A"), await unit("B"), await unit("C")];
  await archiveUnit(owner, { unitId: gone.id });
  const { membershipId } = await mintStaff(tenant, "agent");
  await carry(membershipId, "business_unit_id", a.id);
  const place = await branch("P", { businessUnitId: a.id });
  const archive = (moveTo?: string) => archiveUnit(owner, { unitId: a.id, moveTo });
  await expect(archive()).rejects.toMatchObject({
    key: "unit_in_use",
    params: { members: 1, customers: 0, branches: 1 },
  });
  await expect(archive(a.id)).rejects.toMatchObject({ key: "unit_moves_to_itself" });
  await expect(archive(gone.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(archive(newId())).rejects.toMatchObject({ code: "not_found" });
  expect((await archive(b.id)).archivedAt).not.toBeNull();
  const list = await listUnits(owner);
  expect(list.map(({ code, members }) => [code, members])).toEqual([
    ["A", 0],
    ["B", 1],
    ["C", 0],
  ]);
  expect(await listBranches(owner)).toMatchObject([{ id: place.id, businessUnitId: b.id }]);
  expect((await archive(b.id)).archivedAt).not.toBeNull();
});

test("a branch that people carry is archived only when they move", async () => {
  const [a, b] = [await branch("A"), await branch("B")];
  const { membershipId } = await mintStaff(tenant, "technician");
  await carry(membershipId, "branch_id", a.id);
  await expect(archiveBranch(owner, { branchId: a.id })).rejects.toMatchObject({
    key: "branch_in_use",
  });
  await archiveBranch(owner, { branchId: a.id, moveTo: b.id });
  expect(await listBranches(owner)).toMatchObject([{ members: 0 }, { members: 1 }]);
});

test("another tenant's unit or branch is not found, and an agent changes none", async () => {
  const stranger = (await mintStaff(await mintTenant(), "owner")).ctx;
  const [mine, place] = [await unit("A"), await branch("P")];
  for (const attempt of [
    () => updateUnit(stranger, { unitId: mine.id, name: "x" }),
    () => archiveUnit(stranger, { unitId: mine.id }),
    () => updateBranch(stranger, { branchId: place.id, name: "x" }),
    () => archiveBranch(stranger, { branchId: place.id }),
    () => branch("X", { businessUnitId: mine.id }, stranger),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  expect(await listUnits(stranger)).toEqual([]);
  const agent = (await mintStaff(tenant, "agent")).ctx;
  expect(() => unit("B", agent)).toThrow(/forbidden/);
});
