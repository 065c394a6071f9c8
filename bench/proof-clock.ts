import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { getProofClock } from "@/server/modules/network/get-proof-clock";
import { recordPayment } from "@/server/modules/payments/record-payment";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { inTenant } from "@/server/tenancy/in-tenant";
import { debtScene } from "@/server/testing/debts";
import { openNaive } from "./naive-cuts";
import { type Field, openNetwork, untilProven } from "./network-data";
import { type Measure, median } from "./report";

const ROUTERS = 10;
const EACH = 20;
const PAYMENTS = ROUTERS * EACH;

/** From a payment at the counter to the reconnection that was read back, one payment every few moments; and by hand. */
export async function proofClock(field: Field): Promise<Measure> {
  const { scene, routers } = await openNetwork(field, {
    ...{ routers: ROUTERS, customersEach: EACH, latencyMs: 5, online: false },
  });
  const { owner } = scene;
  const places = routers.flatMap((router) => router.places);
  const debts = debtScene(owner);
  for (const { customerId, serviceId } of places)
    await debts.invoice(customerId, { dueOn: "2026-02-01", services: [serviceId], total: 10_000 });
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
  for (const { customerId } of paid) {
    await recordPayment(
      { ...owner, now: new Date() },
      { customerId, method: "cash", amountMinor: 10_000 },
    );
    await sleep(50);
  }
  await untilProven(scene);
  const clock = await getProofClock({ ...owner, now: new Date() });
  await worker.stop(10_000);
  if (clock.proven !== PAYMENTS) throw new Error(`${clock.proven} of ${PAYMENTS} proven`);
  const [p50, p99] = [(clock.p50 ?? 0) * 1e3, (clock.p99 ?? 0) * 1e3];
  const byHand = await handClock(routers[0]?.port ?? 0, routers[0]?.places ?? []);
  console.log(
    `  ${PAYMENTS} payments: proven after p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`,
  );
  return {
    name: "payment to proven reconnection, p50",
    ...{ ours: p50, baseline: byHand, ratio: p50 / byHand, unit: "ms" },
    against: "find, set and look on the router alone, node-routeros, session open",
    bar: `p99 ${p99.toFixed(0)} ms`,
  };
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
