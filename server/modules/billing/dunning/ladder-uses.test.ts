import { beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/server/tenancy/context";
import { type DebtScene, debtScene } from "@/server/testing/debts";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { assignPolicy } from "./assign-policy";
import { createPolicy } from "./create-policy";
import { explainLadder } from "./explain-ladder";
import { listExemptions } from "./list-exemptions";
import { listLadderUses } from "./list-ladder-uses";
import { listPolicies } from "./list-policies";

const steps = [{ key: "cut", kind: "cut" as const, offsetDays: 5 }];
let tenant: TestTenant;
let owner: Ctx;
let scene: DebtScene;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  scene = debtScene(tenant.ctx);
});

test("a customer's own ladder comes before the plan's, the plan's before everybody's, and each says why", async () => {
  const company = (await listPolicies(owner))[0]?.id;
  const plans = await createPolicy(owner, { name: "Empresas", steps });
  const own = await createPolicy(owner, { name: "VIP", steps });
  const customerId = await scene.customer();
  const ask = async () =>
    (await explainLadder(owner, { customerId })).ladders.map(({ policyId, why, services }) => ({
      policyId,
      why,
      services: services.length,
    }));
  expect(await ask()).toEqual([{ policyId: company, why: "company", services: 0 }]);
  await scene.service(customerId);
  await scene.service(customerId, { policyId: plans.id });
  await scene.service(customerId, { policyId: plans.id, state: "terminated" });
  expect(await ask()).toEqual([
    { policyId: company, why: "company", services: 1 },
    { policyId: plans.id, why: "plan", services: 1 },
  ]);
  const followers = async (policyId: string) =>
    (await listLadderUses(owner, { policyId })).services;
  expect([await followers(company ?? ""), await followers(plans.id)]).toEqual([1, 1]);
  await assignPolicy(owner, { policyId: own.id, customerIds: [customerId] });
  expect(await ask()).toEqual([{ policyId: own.id, why: "customer", services: 2 }]);
  expect(await listLadderUses(owner, { policyId: own.id })).toMatchObject({
    services: 2,
    customers: [{ id: customerId }],
    items: [],
  });
  expect(await listLadderUses(owner, { policyId: plans.id })).toMatchObject({
    services: 0,
    customers: [],
    items: [{ name: "Fibra 100" }, { name: "Fibra 100" }],
  });
});

test("who is exempt is listed, to whom the customer is within reach", async () => {
  const id = await scene.customer({ name: "Hospital", exempt: true });
  await scene.customer({ name: "Rosa" });
  expect(await listExemptions(owner)).toEqual({
    count: 1,
    customers: [{ id, number: 1, name: "Hospital", reason: "" }],
  });
  expect(await explainLadder(owner, { customerId: id })).toMatchObject({ exempt: true });
  const other = await mintStaff(await mintTenant(), "owner");
  expect((await listExemptions(other.ctx)).count).toBe(0);
  await expect(explainLadder(other.ctx, { customerId: id })).rejects.toMatchObject({
    key: "not_found",
  });
});
