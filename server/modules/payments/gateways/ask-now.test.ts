import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { debtScene } from "@/server/testing/debts";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { inTenant } from "@/server/tenancy/in-tenant";
import { askNow } from "./ask-now";
import { listAttempts } from "./list-attempts";

test("staff have the gateway asked at once about a try that is open, and a decided one is left alone", async () => {
  const tenant = await mintTenant();
  const { ctx } = await mintStaff(tenant, "owner");
  const customerId = await debtScene(tenant.ctx).customer();
  const later = new Date(ctx.now.getTime() + 3_600_000).toISOString();
  const attempt = async (status: string, askAt: string | null) => {
    const id = newId();
    await inTenant(ctx, (tx) =>
      tx.execute(sql`insert into payment_attempts (id, tenant_id, customer_id, integration_id, provider, status, live,
        currency, amount_minor, charge_id, asked, expires_at, ask_at) values (${id}, ${tenant.id}, ${customerId}, ${newId()},
        'stripe', ${status}, false, 'PEN', 100, 'ch_1', 3, ${later}, ${askAt})`),
    );
    return id;
  };
  const [open, decided] = [await attempt("unknown", later), await attempt("rejected", null)];
  for (const attemptId of [open, open, decided]) await askNow(ctx, { attemptId });
  const found = await listAttempts(ctx, { customerId });
  const asked = new Map(found.map(({ id, askAt }) => [id, askAt]));
  expect(asked.get(open)).toBe(ctx.now.toISOString());
  expect(asked.get(decided)).toBeNull();
  expect(found[0]).toMatchObject({ chargeId: "ch_1", asked: 3 });
  expect(await listAttempts(ctx, { customerId, paymentId: newId() })).toEqual([]);
  const { ctx: stranger } = await mintStaff(await mintTenant(), "owner");
  await expect(askNow(stranger, { attemptId: open })).rejects.toMatchObject({ code: "not_found" });
  const { ctx: technician } = await mintStaff(tenant, "technician");
  expect(() => askNow(technician, { attemptId: open })).toThrow("forbidden");
});
