import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { StatedEvent } from "@/server/events/stated-event";
import { newId } from "@/server/kernel/ids";
import { waiveFee } from "@/server/modules/billing/waive-fee";
import { cancelCharge } from "@/server/modules/subscriptions/add-charge";
import { enforceServices } from "@/server/modules/subscriptions/enforce-services";
import { liftHolds, placeHolds } from "@/server/modules/subscriptions/hold-services";
import type { HoldReason } from "@/server/modules/subscriptions/rules/desired-state";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { playRun } from "@/server/testing/billing-run/play-run";
import { debtScene } from "@/server/testing/debts";
import { mintService, mintServiceScene, type ServiceScene } from "@/server/testing/service-scene";
import { grantPromise } from "./grant-promise";
import { reactions } from "./reactions";

let scene: ServiceScene;
let serviceId: string;
beforeEach(async () => {
  scene = await mintServiceScene();
  serviceId = await mintService(scene);
  await chargesFor({});
});

const on = (day: string): Ctx => ({ ...scene.owner, now: new Date(`${day}T17:00:00Z`) });
const run = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  inTenant(scene.tenant.ctx, async (tx) => (await tx.execute<T>(query)).rows);
const chargesFor = (over: { onPromise?: boolean }) => {
  const data = { reconnectionFee: { amount: "10", taxClassId: null, ...over } };
  return run(sql`insert into tenant_settings (tenant_id, module, data, version)
    values (${scene.tenant.id}, 'billing', ${JSON.stringify(data)}::jsonb, 1)
    on conflict (tenant_id, module) do update set data = excluded.data`);
};
const enforce = (day: string) =>
  enforceServices.handle(
    on(day),
    {},
    {
      ...{ name: "services.enforce", jobId: newId(), attempt: 1, timeoutMs: 60_000 },
      ...{ signal: new AbortController().signal, deadline: new Date(Date.now() + 600_000) },
    },
  );
const hold = (day: string, reason: HoldReason, soft = false) => {
  const ctx = on(day);
  return inTenant(ctx, (tx) =>
    placeHolds(ctx, tx, { serviceIds: [serviceId], reason, note: "", soft }),
  );
};
const lift = (day: string, reason: HoldReason) => {
  const ctx = on(day);
  return inTenant(ctx, (tx) => liftHolds(ctx, tx, { serviceIds: [serviceId], reason }));
};
/** Cut, told so by the network, let go, told so again; then every such fact is reacted to. */
async function cutAndBack(from: string, to: string, reason: HoldReason = "debt") {
  await hold(from, reason);
  await enforce(from);
  await lift(to, reason);
  await enforce(to);
  await react(to);
}
/** What the job does with each fact, as often as it is asked. */
async function react(day: string): Promise<void> {
  const facts = await run<{ commandId: string }>(
    sql`select body::jsonb -> 'payload' ->> 'commandId' as "commandId" from events where name = 'service.reconnected' order by seq`,
  );
  const reaction = reactions.find(({ name }) => name === "dunning.chargeReconnection");
  for (const { commandId } of facts)
    await reaction?.handle(on(day), {
      entity: { type: "service", id: serviceId },
      payload: { commandId },
    } as unknown as StatedEvent);
}
const fees = () =>
  run<{ amount: string; status: string; startsOn: string }>(
    sql`select trim_scale(amount)::text as amount, status, starts_on::text as "startsOn" from charges
    where kind = 'reconnectionFee' order by starts_on`,
  );

describe("the fee for being connected again", () => {
  test("comes once a cut by debt that was proven, however often the fact is told", async () => {
    await cutAndBack("2026-07-01", "2026-07-03");
    await react("2026-07-03");
    expect(await fees()).toEqual([{ amount: "10", status: "open", startsOn: "2026-07-03" }]);
    await cutAndBack("2026-08-01", "2026-08-02");
    expect((await fees()).map(({ startsOn }) => startsOn)).toEqual(["2026-07-03", "2026-08-02"]);
  });

  test("is not charged for another reason, nor for a cut that never got through, nor a soft step", async () => {
    await cutAndBack("2026-07-01", "2026-07-03", "admin");
    await hold("2026-07-05", "debt");
    await lift("2026-07-06", "debt");
    await enforce("2026-07-06");
    await hold("2026-07-08", "debt", true);
    await enforce("2026-07-08");
    await lift("2026-07-09", "debt");
    await enforce("2026-07-09");
    await react("2026-07-09");
    expect(await fees()).toEqual([]);
  });

  test("is not charged while another reason keeps it off, and once when that goes too", async () => {
    await hold("2026-07-01", "debt");
    await hold("2026-07-01", "abuse");
    await enforce("2026-07-01");
    await lift("2026-07-02", "debt");
    await enforce("2026-07-02");
    await react("2026-07-02");
    expect(await fees()).toEqual([]);
    await lift("2026-07-04", "abuse");
    await enforce("2026-07-04");
    await react("2026-07-04");
    expect(await fees()).toHaveLength(1);
  });

  test("is none for an exempt customer, and none where the tenant charges none", async () => {
    await run(sql`update customers set dunning_exempt = true where tenant_id = ${scene.tenant.id}`);
    await cutAndBack("2026-07-01", "2026-07-03");
    await run(
      sql`update customers set dunning_exempt = false where tenant_id = ${scene.tenant.id}`,
    );
    await run(sql`delete from tenant_settings where tenant_id = ${scene.tenant.id}`);
    await cutAndBack("2026-08-01", "2026-08-03");
    expect(await fees()).toEqual([]);
  });

  test.each([
    { onPromise: false, expected: 0 },
    { onPromise: true, expected: 1 },
  ])("after a promise to pay, as the tenant says: $onPromise", async ({ onPromise, expected }) => {
    await chargesFor({ onPromise });
    await debtScene(scene.tenant.ctx).invoice(scene.customerId, { dueOn: "2026-06-10" });
    await hold("2026-07-01", "debt");
    await enforce("2026-07-01");
    await grantPromise(on("2026-07-02"), { customerId: scene.customerId, dueOn: "2026-07-04" });
    await enforce("2026-07-02");
    await react("2026-07-02");
    expect(await fees()).toHaveLength(expected);
  });

  test("stands on the next invoice with its tax, and says why", async () => {
    await cutAndBack("2026-07-01", "2026-07-03");
    await run(sql`update services set next_period_on = '2026-08-01', next_bill_on = '2026-08-01'
      where tenant_id = ${scene.tenant.id}`);
    await playRun(on("2026-08-01"));
    const lines = await run(sql`select total_minor::int as total, tax_minor::int as tax,
        explanation ->> 'formula' as formula, explanation ->> 'cutOn' as "cutOn"
      from invoice_lines where kind = 'reconnectionFee'`);
    expect(lines).toEqual([
      { total: 1_000, tax: 153, formula: "reconnectionFee", cutOn: "2026-07-01" },
    ]);
  });

  test("is forgiven with a reason before it is billed; the same cut bears none again, and twice is refused", async () => {
    await cutAndBack("2026-07-01", "2026-07-03");
    const [fee] = await run<{ id: string }>(
      sql`select id from charges where kind = 'reconnectionFee'`,
    );
    const given = { chargeId: fee?.id ?? "", reason: "fue nuestro error" };
    await expect(cancelCharge(scene.owner, given)).rejects.toMatchObject({
      key: "fee_needs_reason",
    });
    expect(await waiveFee(scene.owner, given)).toMatchObject({ amount: "10", currency: "PEN" });
    await react("2026-07-04");
    expect(await fees()).toMatchObject([{ status: "cancelled" }]);
    expect(
      await run(sql`select explanation ->> 'waived' as waived from charges where id = ${fee?.id}`),
    ).toEqual([{ waived: given.reason }]);
    await expect(waiveFee(scene.owner, given)).rejects.toMatchObject({ key: "charge_not_open" });
    await expect(
      waiveFee(scene.owner, { chargeId: newId(), reason: "no existe" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
