import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { applyToInvoice } from "@/server/modules/billing/apply-to-invoice";
import { createPolicy } from "@/server/modules/billing/dunning/create-policy";
import { grantPromise } from "@/server/modules/billing/dunning/grant-promise";
import { listPolicies } from "@/server/modules/billing/dunning/list-policies";
import { listPromises } from "@/server/modules/billing/dunning/list-promises";
import { updatePolicy } from "@/server/modules/billing/dunning/update-policy";
import { archivePolicy } from "@/server/modules/billing/dunning/archive-policy";
import { assignPolicy } from "@/server/modules/billing/dunning/assign-policy";
import { cancelPromise } from "@/server/modules/billing/dunning/cancel-promise";
import { getPromiseTerms } from "@/server/modules/billing/dunning/get-promise-terms";
import { listPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type DebtScene, debtScene } from "@/server/testing/debts";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { assignTasks } from "./assign-tasks";
import { countTasks } from "./count-tasks";
import { createTask } from "./create-task";
import { getTask } from "./get-task";
import { listTasks } from "./list-tasks";
import { showBoard } from "./show-board";
import { updateTask } from "./update-task";

let tenant: TestTenant;
let owner: Ctx;
let agent: Awaited<ReturnType<typeof mintStaff>>;
let scene: DebtScene;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  agent = await mintStaff(tenant, "agent");
  scene = debtScene(tenant.ctx);
});

async function debtor(name = "Rosa") {
  const customerId = await scene.customer({ name });
  const invoiceId = await scene.invoice(customerId, { dueOn: "2026-01-10", total: 12_345 });
  return { customerId, invoiceId };
}
const names = async (ctx: Ctx, over: Record<string, unknown> = {}) =>
  (await listTasks(ctx, listPageInput.parse(over))).items.map(({ customerName }) => customerName);
const today = () =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "America/Lima" }).format(tenant.ctx.now);

describe("tasks", () => {
  test("are made for what is overdue, once a key however many ask at once, and never for nothing", async () => {
    const { customerId } = await debtor();
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => createTask(owner, { customerId, dedupeKey: "n8n-77" })),
    );
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(asked[0]).toMatchObject({
      amountMinor: 12_345,
      owedMinor: 12_345,
      status: "open",
      currency: "PEN",
    });
    const good = await scene.customer();
    await expect(createTask(owner, { customerId: good })).rejects.toMatchObject({
      key: "promise_nothing_owed",
    });
    await expect(createTask(owner, { customerId: newId() })).rejects.toMatchObject({
      key: "not_found",
    });
  });

  test("move as their machine allows: neither paid nor promised by hand, and a closed one opens again", async () => {
    const { customerId } = await debtor();
    const { id: taskId } = await createTask(owner, { customerId });
    const to = (status: "open" | "inProgress" | "paid" | "promised" | "uncollectable") =>
      updateTask(owner, { taskId, status });
    expect((await to("inProgress")).status).toBe("inProgress");
    for (const status of ["paid", "promised"] as const)
      await expect(to(status)).rejects.toMatchObject({ key: "collection_status_not_by_hand" });
    const closed = await to("uncollectable");
    expect(closed.closedAt).not.toBeNull();
    await expect(to("inProgress")).rejects.toMatchObject({ key: "illegal_transition" });
    expect(await to("open")).toMatchObject({ status: "open", closedAt: null });
  });

  test("are found by what they are: mine, today, late, of my team, closed", async () => {
    const rosa = await debtor("Rosa");
    const pedro = await debtor("Pedro");
    const { ctx, membershipId } = agent;
    await createTask(owner, {
      customerId: rosa.customerId,
      ownerMembershipId: membershipId,
      nextActionOn: today(),
      nextAction: "Llamar después",
    });
    const { id } = await createTask(owner, {
      customerId: pedro.customerId,
      nextActionOn: "2026-01-01",
      priority: "high",
    });
    expect(await names(ctx, { filters: "mine=yes" })).toEqual(["Rosa"]);
    expect(await names(ctx, { filters: "today=yes" })).toEqual(["Rosa"]);
    expect(await names(ctx, { filters: "late=yes" })).toEqual(["Pedro"]);
    expect(await names(ctx, { search: "despues" })).toEqual(["Rosa"]);
    expect(await names(ctx, { filters: "team=yes" })).toEqual(["Rosa"]);
    expect((await showBoard(ctx, { whose: "mine" })).columns[0]).toMatchObject({
      count: 1,
      owedMinor: 12_345,
    });
    await updateTask(owner, { taskId: id, status: "cancelled" });
    expect(await names(ctx, { filters: "closed=yes" })).toEqual(["Pedro"]);
    expect(await countTasks(ctx, { search: "", filters: "", sort: "" })).toMatchObject({
      count: 1,
    });
    await expect(names(ctx, { filters: "nothing=yes" })).rejects.toMatchObject({
      key: "list_filter_unknown",
    });
  });

  test("are given to somebody together, or none of them", async () => {
    const made = await Promise.all(
      ["A", "B", "C"].map(async (name) =>
        createTask(owner, { customerId: (await debtor(name)).customerId }),
      ),
    );
    const taskIds = made.map(({ id }) => id);
    const { membershipId: ownerMembershipId } = agent;
    const strange = [...taskIds, newId()];
    await expect(assignTasks(owner, { taskIds: strange, ownerMembershipId })).rejects.toMatchObject(
      {
        key: "not_found",
      },
    );
    expect(await assignTasks(owner, { taskIds, ownerMembershipId })).toEqual({ changed: 3 });
    expect(await assignTasks(owner, { taskIds, ownerMembershipId })).toEqual({ changed: 0 });
    await expect(assignTasks(owner, { taskIds, ownerMembershipId: newId() })).rejects.toMatchObject(
      { fields: { ownerMembershipId: "reference_unknown" } },
    );
  });

  test("close as paid when the last overdue invoice is, and not before", async () => {
    const { customerId, invoiceId } = await debtor();
    const { id: taskId } = await createTask(owner, { customerId });
    const pay = (amountMinor: number) =>
      inTenant(tenant.ctx, (tx) => applyToInvoice(tenant.ctx, tx, [{ invoiceId, amountMinor }]));
    await pay(12_000);
    expect(await getTask(owner, { taskId })).toMatchObject({ status: "open", owedMinor: 345 });
    await pay(345);
    expect(await getTask(owner, { taskId })).toMatchObject({ status: "paid", owedMinor: 0 });
  });

  test("of others are out of sight for who reaches only their own", async () => {
    const mine = await scene.customer({ name: "Mine", owner: agent.membershipId });
    await scene.invoice(mine, { dueOn: "2026-01-10" });
    const theirs = await debtor("Theirs");
    await createTask(owner, { customerId: mine });
    const { id } = await createTask(owner, { customerId: theirs.customerId });
    const given = await createTask(owner, {
      customerId: (await debtor("Given")).customerId,
      ownerMembershipId: agent.membershipId,
    });
    const grants = { "collection.read": "own", "collection.manage": "own" } as const;
    const { actor } = agent.ctx;
    if (actor.kind !== "user") throw new Error("staff is a user");
    const narrow: Ctx = {
      ...agent.ctx,
      actor: { ...actor, customRole: { id: newId(), grants } },
    };
    expect((await names(narrow)).toSorted()).toEqual(["Given", "Mine"]);
    await expect(getTask(narrow, { taskId: id })).rejects.toMatchObject({ key: "not_found" });
    await expect(updateTask(narrow, { taskId: id, outcome: "x" })).rejects.toMatchObject({
      key: "not_found",
    });
    await expect(
      grantPromise(narrow, { customerId: theirs.customerId, dueOn: today() }),
    ).rejects.toMatchObject({ key: "not_found" });
    expect((await getTask(narrow, { taskId: given.id })).customerName).toBe("Given");
  });
});

describe("promises", () => {
  test("mark the task, are limited, and cancelled ones give the task back and count as none", async () => {
    const { customerId } = await debtor();
    const { id: taskId } = await createTask(owner, { customerId });
    const promise = await grantPromise(owner, { customerId, dueOn: today(), taskId });
    expect(promise).toMatchObject({ amountMinor: 12_345, status: "open", origin: "staff" });
    expect(await getTask(owner, { taskId })).toMatchObject({
      status: "promised",
      promiseDueOn: today(),
    });
    await expect(grantPromise(owner, { customerId, dueOn: today() })).rejects.toMatchObject({
      key: "promise_open_already",
    });
    await cancelPromise(owner, { promiseId: promise.id });
    await expect(cancelPromise(owner, { promiseId: promise.id })).rejects.toMatchObject({
      key: "row_already_so",
    });
    expect(await getTask(owner, { taskId })).toMatchObject({ status: "open", promiseId: null });
    expect(await getPromiseTerms(owner, { customerId })).toMatchObject({
      usedInYear: 0,
      refusal: null,
      debtMinor: 12_345,
    });
    expect((await listPromises(owner, listPageInput.parse({}))).items).toHaveLength(1);
  });

  test("asked for twice at once are granted once", async () => {
    const { customerId } = await debtor();
    const asked = await Promise.allSettled(
      Array.from({ length: 5 }, () => grantPromise(owner, { customerId, dueOn: today() })),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("a customer promises for itself and for nobody else", async () => {
    const { customerId } = await debtor();
    const other = await debtor("Other");
    const portal: Ctx = {
      ...tenant.ctx,
      actor: { kind: "customer", customerId, sessionId: newId() },
    };
    expect(await grantPromise(portal, { customerId, dueOn: today() })).toMatchObject({
      origin: "portal",
    });
    await expect(
      grantPromise(portal, { customerId: other.customerId, dueOn: today() }),
    ).rejects.toMatchObject({ key: "not_found" });
  });
});

describe("ladders", () => {
  const steps = [{ key: "a", kind: "cut" as const, offsetDays: 5 }];

  test("there is always one for everybody: made when first looked at, once however many look", async () => {
    const looked = await Promise.all(Array.from({ length: 6 }, () => listPolicies(owner)));
    expect(new Set(looked.flat().map(({ id }) => id)).size).toBe(1);
    const made = await createPolicy(owner, { name: "Empresas", steps, isDefault: true });
    const list = await listPolicies(owner);
    expect(list.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([made.id]);
    await expect(archivePolicy(owner, { policyId: made.id })).rejects.toMatchObject({
      key: "dunning_default_stays",
    });
    await expect(
      updatePolicy(owner, { ...made, steps, policyId: made.id, isDefault: false }),
    ).rejects.toMatchObject({ key: "dunning_default_stays" });
    await expect(createPolicy(owner, { name: "Empresas", steps })).rejects.toMatchObject({
      fields: { name: "dunning_name_taken" },
    });
  });

  test("are given to customers; archived, those go back to everybody's", async () => {
    const { customerId } = await debtor();
    const { id: policyId } = await createPolicy(owner, { name: "VIP", steps });
    await expect(
      assignPolicy(owner, { policyId, customerIds: [customerId, newId()] }),
    ).rejects.toMatchObject({ key: "not_found" });
    await assignPolicy(owner, { policyId, customerIds: [customerId] });
    expect((await listPolicies(owner)).find(({ id }) => id === policyId)?.customers).toBe(1);
    await archivePolicy(owner, { policyId });
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`select dunning_policy_id as id from customers where id = ${customerId}`),
    );
    expect(rows).toEqual([{ id: null }]);
  });
});
