import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@/server/kernel/ids";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { hostOf, refreshHosts } from "@/server/testing/http";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { fillTenant, type Known } from "./api-data";
import { startChild } from "./child";
import type { Measure } from "./report";
import { openLine, percentile, requestBytes, type WireLine } from "./wire-client";

const CUSTOMERS = 100_000;
const MONTHS = Number(process.env.BENCH_MONTHS ?? 4);
const PER_SECOND = Number(process.env.BENCH_RATE ?? 333);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);
const WARM_SECONDS = 10;

/**
 * `/api/v1` over HTTP under keys, as programs use it: four readings in five, one writing. Open loop: a request begins when its
 * time has come whatever became of those before it, and its wait counts from then, so a stall is seen by all who came in it.
 */
export async function run(): Promise<Measure[]> {
  const tenant = await mintTenant();
  const owner = await mintStaff(tenant, "owner");
  const known = await fillTenant(tenant, { customers: CUSTOMERS, months: MONTHS });
  const scopes = [
    ...["customer.read", "customer.manage", "service.read"],
    ...["invoice.read", "payment.read", "payment.record"],
  ] as const;
  const ctx = { ...owner.ctx, now: new Date() };
  const { secret } = await createApiKey(ctx, { name: "bench", scopes: [...scopes] });
  await refreshHosts();
  const door = await startChild("door", { TRAMA_RATE_LIMIT_SCALE: "100000" });
  try {
    const ask = mixOf(hostOf(tenant.slug), secret, known);
    await openLoop(door.port, ask, WARM_SECONDS);
    const { tookMs, refused, late } = await openLoop(door.port, ask, SECONDS);
    const [p50, p95, p99] = [50, 95, 99].map((percent) => percentile(tookMs, percent));
    console.log(
      `  ${tookMs.length} requests at ${PER_SECOND}/s: p50 ${p50?.toFixed(1)}, p95 ${p95?.toFixed(1)}, p99 ${p99?.toFixed(1)} ms, ${refused} errors, ${late} begun over 5 ms late`,
    );
    const against = `the aim; ${refused} errors, ${CUSTOMERS} customers, ${MONTHS} documents each`;
    const aims: [string, number, number][] = [
      ["p50", p50 ?? 0, 15],
      ["p95", p95 ?? 0, 60],
      ["p99", p99 ?? 0, 150],
    ];
    return aims.map(([name, ours, aim]) => ({
      name: `API at ${PER_SECOND} requests/s, open loop, ${name}`,
      ...{ ours, baseline: aim, ratio: ours / aim, against, unit: "ms", bar: `aim ≤ ${aim} ms` },
    }));
  } finally {
    door.stop();
  }
}

type Loop = { tookMs: number[]; refused: number; late: number };

async function openLoop(port: number, next: () => Buffer, seconds: number): Promise<Loop> {
  const idle: WireLine[] = [];
  const all: WireLine[] = [];
  const loop: Loop = { tookMs: [], refused: 0, late: 0 };
  const open = async (): Promise<WireLine> => {
    const line = await openLine(port);
    all.push(line);
    return line;
  };
  const ask = async (request: Buffer, dueMs: number): Promise<void> => {
    const line = idle.pop() ?? (await open());
    if (performance.now() - dueMs > 5) loop.late += 1;
    const status = await line.ask(request).catch(() => 0);
    loop.tookMs.push(performance.now() - dueMs);
    if (status < 200 || status > 299) loop.refused += 1;
    if (status > 0) idle.push(line);
  };
  const startMs = performance.now();
  const asked: Promise<void>[] = [];
  for (let n = 0; n < PER_SECOND * seconds; n++) {
    const dueMs = startMs + (n * 1_000) / PER_SECOND;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    asked.push(ask(next(), dueMs));
  }
  await Promise.all(asked);
  for (const line of all) line.close();
  return loop;
}

/** What programs ask: a list or a search now and then, mostly one thing by its id; changes, and money that came in. */
function mixOf(host: string, key: string, known: Known): () => Buffer {
  const headers = { host, authorization: `Bearer ${key}`, "content-type": "application/json" };
  const one = (of: readonly string[]) => of[Math.floor(Math.random() * of.length)] ?? "";
  const get = (path: string) => requestBytes("GET", `/api/v1${path}`, headers);
  const say = (method: string, path: string, body: object) =>
    requestBytes(
      method,
      `/api/v1${path}`,
      { ...headers, "idempotency-key": newId() },
      JSON.stringify(body),
    );
  const mix: [number, () => Buffer][] = [
    [25, () => get(`/customers/${one(known.customers)}`)],
    [12, () => get(`/customers?search=quispe%20${Math.ceil(Math.random() * CUSTOMERS)}`)],
    [5, () => get("/customers?limit=25")],
    [15, () => get(`/invoices/${one(known.invoices)}`)],
    [8, () => get("/invoices?limit=25")],
    [10, () => get(`/services/${one(known.services)}`)],
    [5, () => get("/payments?limit=25")],
    [8, () => say("PATCH", `/customers/${one(known.customers)}`, { city: "Arequipa" })],
    [
      6,
      () => say("POST", `/customers/${one(known.customers)}/notes`, { text: "Llamó por su línea" }),
    ],
    [
      6,
      () =>
        say("POST", "/payments", {
          customerId: one(known.customers),
          method: "cash",
          amountMinor: 5_000,
        }),
    ],
  ];
  const total = mix.reduce((sum, [weight]) => sum + weight, 0);
  return () => {
    let at = Math.random() * total;
    for (const [weight, make] of mix) {
      at -= weight;
      if (at < 0) return make();
    }
    return get("/me");
  };
}
