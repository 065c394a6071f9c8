import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { openCheckout } from "@/server/modules/payments/gateways/open-checkout";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { inTenant } from "@/server/tenancy/in-tenant";
import { debtScene } from "@/server/testing/debts";
import { connectGateways, serveGateways } from "@/server/testing/gateway-scene";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import type { ServiceScene } from "@/server/testing/service-scene";
import type { StripeStandin } from "@/standins/stripe/handler";
import { openNaive } from "./naive-cuts";
import { type Field, openNetwork, type Place, untilProven } from "./network-data";
import { type Measure, median } from "./report";
import { percentile } from "./wire-client";

const ROUTERS = 10;
const EACH = 20;
const PAYMENTS = ROUTERS * EACH;
/** One payment after another, four a second: each is told of twice, and a gateway is asked at most twenty times a second (`outbound/limits.ts`). */
const APART_MS = 250;

/**
 * From a gateway's notice at our HTTP door (signed; written down, its job, the gateway asked what is true, the money allocated,
 * the hold lifted, the router's row set) to the reconnection that was read back; and what a hand needs on the router alone.
 */
export async function proofClock(field: Field): Promise<Measure> {
  const { scene, routers } = await openNetwork(field, {
    ...{ routers: ROUTERS, customersEach: EACH, latencyMs: 5, online: false },
  });
  const { owner } = scene;
  const places = routers.flatMap((router) => router.places);
  const debts = debtScene(owner);
  const owed = new Map<string, string>();
  for (const { customerId, serviceId } of places) {
    const due = { dueOn: "2026-02-01", services: [serviceId], total: 10_000 };
    owed.set(serviceId, await debts.invoice(customerId, due));
  }
  const worker = await runGraphileWorker({ schedules: false });
  await inTenant(owner, async (tx) => {
    const serviceIds = places.map(({ serviceId }) => serviceId);
    await placeHolds(owner, tx, { serviceIds, reason: "debt", note: "" });
    await tx.execute(
      sql`update enforcement_commands set approved_at = now() where tenant_id = ${owner.tenantId}`,
    );
  });
  await untilProven(scene);
  const paid = places.toSorted((a, b) => (a.serviceId.slice(-6) < b.serviceId.slice(-6) ? -1 : 1));
  const waits = await payAll(scene, paid, owed);
  await worker.stop(10_000);
  const [p50, p99] = [percentile(waits, 50), percentile(waits, 99)];
  const byHand = await handClock(routers[0]?.port ?? 0, routers[0]?.places ?? []);
  console.log(
    `  ${PAYMENTS} payments, ${1_000 / APART_MS} a second over ${ROUTERS} routers: proven after p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`,
  );
  return {
    name: "a gateway's notice to proven reconnection, p50",
    ...{ ours: p50, baseline: byHand, ratio: p50 / byHand, unit: "ms" },
    against: "find, set and look on the router alone, node-routeros, session open",
    bar: `p99 ${p99.toFixed(0)} ms`,
  };
}

/** Each customer pays at the gateway, whose notice comes to the door; gives what each waited for the proof, in milliseconds. */
async function payAll(
  scene: ServiceScene,
  places: readonly Place[],
  owed: ReadonlyMap<string, string>,
): Promise<number[]> {
  const { owner, tenant } = scene;
  const { scene: gateways, stop } = await serveGateways();
  const { stripe: integrationId } = await connectGateways(owner, gateways);
  await refreshHosts();
  const server = await startTestServer();
  try {
    const sessions = new Map<string, string>();
    for (const { customerId, serviceId } of places) {
      const invoiceIds = [owed.get(serviceId) ?? ""];
      const now = new Date();
      await openCheckout({ ...owner, now }, { customerId, integrationId, invoiceIds });
      sessions.set(serviceId, newestOf(gateways.stripe));
    }
    const paidAt = new Map<string, number>();
    const asked: Promise<void>[] = [];
    const path = `/api/webhooks/payments/stripe/${integrationId}`;
    gateways.stripe.onEvent = ({ body, headers }) =>
      void asked.push(
        server.send(hostOf(tenant.slug), { method: "POST", path, body, headers }).then((answer) => {
          if (answer.status !== 200) throw new Error(`a notice was answered with ${answer.status}`);
        }),
      );
    for (const { serviceId } of places) {
      paidAt.set(serviceId, Date.now());
      gateways.stripe.pay(sessions.get(serviceId) ?? "");
      await sleep(APART_MS);
    }
    await Promise.all(asked);
    return await provenAfter(scene, paidAt);
  } finally {
    await server.close();
    await stop();
  }
}

const newestOf = ({ sessions }: StripeStandin): string =>
  [...sessions.values()].findLast((one) => one.status === "open")?.id ?? "";

/** Resolves when all of them are on again. */
async function provenAfter(
  { tenant }: ServiceScene,
  paidAt: ReadonlyMap<string, number>,
): Promise<number[]> {
  for (;;) {
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute<{ id: string; at: string }>(sql`select service_id as id, proven_at::text as at
        from enforcement_commands where tenant_id = ${tenant.id} and desired = 'on' and status = 'proven'`),
    );
    if (rows.length >= paidAt.size)
      return rows.map(({ id, at }) => new Date(at).getTime() - (paidAt.get(id) ?? 0));
    await sleep(250);
  }
}

async function handClock(port: number, places: readonly { name: string }[]): Promise<number> {
  const api = await openNaive(port);
  const waits: number[] = [];
  for (const { name } of places) {
    const startedMs = performance.now();
    const [row] = await api.write("/ppp/secret/print", [`?name=${name}`]);
    await api.write("/ppp/secret/set", [`=.id=${String(row?.[".id"])}`, "=disabled=no"]);
    await api.write("/ppp/secret/print", [`?name=${name}`]);
    waits.push(performance.now() - startedMs);
  }
  await api.close();
  return median(waits);
}
