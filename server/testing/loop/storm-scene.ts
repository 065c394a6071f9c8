import { sql } from "drizzle-orm";
import { newId } from "@/server/kernel/ids";
import { climbFor } from "@/server/modules/billing/dunning/climb-ladder";
import { createPolicy } from "@/server/modules/billing/dunning/create-policy";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { commentOf } from "@/server/modules/network/rules/ownership";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type RouterOsStandin, startRouterOs } from "@/standins/routeros/start";
import type { StripeStandin } from "@/standins/stripe/handler";
import { makeDemo } from "../gateway-scene";
import { refreshHosts } from "../http";
import { addRouter, ROUTEROS_VERSIONS } from "../router-scene";
import { mintServiceScene, type ServiceScene } from "../service-scene";

/** Somebody who owes a bill since long. */
export type Debtor = { at: number; customerId: string; serviceId: string; invoiceId: string };
export type Storm = ServiceScene & {
  router: RouterOsStandin;
  stripe: StripeStandin;
  stripeId: string;
  debtors: readonly Debtor[];
};

export const OWED_MINOR = 11_800;
const MONTH_MS = 30 * 86_400_000;

/** A tenant whose customers owe, on one practice router; whose cuts wait for a worker. */
export async function openStorm(seed: number, size: number, stripe: StripeStandin): Promise<Storm> {
  const scene = await mintServiceScene({ kind: "routeros" });
  const { owner, tenant } = scene;
  const version = ROUTEROS_VERSIONS[seed % ROUTEROS_VERSIONS.length] ?? "7.18";
  const router = await startRouterOs({
    ...{ version, seed, redialMs: 20, users: [{ name: "trama", password: "practise-only" }] },
  });
  const cutMethod = seed % 2 ? "disable" : "profile";
  const routerId = await addRouter(scene, router, { cutMethod });
  await makeDemo(tenant.id);
  const { id: stripeId } = await createIntegration(owner, {
    ...{ vendor: "stripe", name: "Stripe", config: { mode: "test" } },
    credentials: { secretKey: stripe.secretKey, webhookSecret: stripe.webhookSecret },
  });
  // A bill that names no service counts for all of them, so that only what is paid lifts a cut.
  await createPolicy(owner, {
    ...{ name: "General", isDefault: true, oneOffCuts: true, noCutWeekdays: [] },
    ...{ cutFrom: "00:00", cutUntil: "23:59", skipHolidays: false },
    steps: [{ key: "cut10", kind: "cut", offsetDays: 10 }],
  });
  const debtors: Debtor[] = [];
  for (let at = 0; at < size; at++) debtors.push(await addDebtor(scene, router, routerId, at));
  await refreshHosts();
  return { ...scene, router, stripe, stripeId, debtors };
}

async function addDebtor(
  { owner, tenant, itemId }: ServiceScene,
  router: RouterOsStandin,
  routerId: string,
  at: number,
): Promise<Debtor> {
  const [customerId, serviceId, number, user] = [newId(), newId(), 101 + at, `cliente-${at}`];
  const row = router.add("/ppp/secret", {
    ...{ name: user, profile: "plan", service: "pppoe" },
    comment: commentOf({ tenantId: tenant.id, serviceId }, `#${number}`),
  });
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into customers (id, tenant_id, number, name, email)
      values (${customerId}, ${tenant.id}, ${number}, 'Cliente', ${`c${number}@storm.example`})`);
    await tx.execute(sql`insert into services (id, tenant_id, number, customer_id, item_id, state, desired, observed,
        enforcement_kind, enforcement_ref, integration_id, currency, billing_mode, anchor_day, started_on)
      values (${serviceId}, ${tenant.id}, ${number}, ${customerId}, ${itemId}, 'active', 'on', 'on', 'routeros', ${user},
        ${routerId}, 'PEN', 'prepaid', 1, '2020-01-01')`);
    await tx.execute(sql`insert into router_accesses
        (id, tenant_id, service_id, router_id, method, user_name, profile, adoption, row_id)
      values (${newId()}, ${tenant.id}, ${serviceId}, ${routerId}, 'pppoe', ${user}, 'plan', 'ours', ${row})`);
  });
  const then: Ctx = { ...owner, now: new Date(Date.now() - MONTH_MS) };
  const draft = await draftInvoice(then, {
    customerId,
    currency: "PEN",
    lines: [{ description: "Internet", unitPrice: "118.00", quantity: "1", taxIncluded: true }],
  });
  const { id: invoiceId } = await issueInvoice(then, { invoiceId: draft.id });
  return { at, customerId, serviceId, invoiceId };
}

/** The ladder looks at these debtors: who owes is cut, whatever the hour. */
export const lookAt = ({ owner }: Storm, debtors: readonly Debtor[]): Promise<unknown> =>
  climbFor(
    { ...owner, now: new Date() },
    debtors.map(({ customerId }) => customerId),
    false,
  );
