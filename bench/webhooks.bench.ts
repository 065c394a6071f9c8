import { execFile, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { freePort } from "@/scripts/supervisor/ports.mjs";
import { newId } from "@/server/kernel/ids";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { makeDemo } from "@/server/testing/gateway-scene";
import { hostOf, refreshHosts } from "@/server/testing/http";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { eventOf, signNotice } from "@/standins/stripe/notices";
import { type Child, listens, startChild } from "./child";
import { parentOf, processorSeconds } from "./processor-seconds";
import { type Measure, median } from "./report";
import { openLine, percentile, requestBytes } from "./wire-client";

const ROUNDS = 3;
const NOTICES = 12_000;
/** One in so many comes twice. */
const TWICE = 10;
const LINES = 128;
const SECRET = "whsec_bench0123456789";

/**
 * A gateway's signed notices over HTTP, one in ten of them twice, from 128 connections that wait for their answers: each is
 * verified over its bytes and durable, with the job that works on it, before its 200. Against a route of Next's own that
 * verifies likewise and makes one insert each, and no job. Processor time of a notice beside the rate: on a machine that
 * others work on, or that the caller shares, the rate says little.
 */
export async function run(): Promise<Measure[]> {
  const tenant = await mintTenant();
  const owner = await mintStaff(tenant, "owner");
  await makeDemo(tenant.id);
  const { id } = await createIntegration(owner.ctx, {
    ...{ vendor: "stripe", name: "Stripe", config: { mode: "test" } },
    credentials: { secretKey: "sk_test_bench", webhookSecret: SECRET },
  });
  await refreshHosts();
  const door = await startChild("door", { TRAMA_RATE_LIMIT_SCALE: "100000" });
  const next = await startNextRoute();
  const host = hostOf(tenant.slug);
  const postgres = await postmasterPid();
  const ours: Rush[] = [];
  const bare: Rush[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      // The first round warms both up.
      const mine = await rush(
        [door, postgres],
        notices(host, `/api/webhooks/payments/stripe/${id}`),
      );
      const theirs = await rush([next, postgres], notices("localhost", "/hook"));
      if (round === 0) continue;
      ours.push(mine);
      bare.push(theirs);
    }
    await checkKept(tenant.id, (ROUNDS + 1) * NOTICES);
  } finally {
    door.stop();
    next.stop();
  }
  const middle = (of: (one: Rush) => number) =>
    [median(ours.map(of)), median(bare.map(of))] as const;
  const against = "a Next route that verifies and inserts each by itself";
  const measure = (name: string, of: (one: Rush) => number, unit: string, bar: string) => {
    const [mine, theirs] = middle(of);
    return {
      ...{ name: `webhook intake, ${name}`, ours: mine, baseline: theirs },
      ...{ ratio: mine / theirs, against, unit, bar },
    };
  };
  const part = (of: (one: Rush) => number) => middle(of)[0].toFixed(3);
  const parts = `server ${part(({ server }) => server)}, PostgreSQL ${part(({ database }) => database)}, the caller itself ${part(({ caller }) => caller)}`;
  return [
    measure("signed, durable, 10 % twice", (one) => one.rate, "notices/s", "aim ≥ 4 000/s"),
    measure("p99 at that rate", (one) => one.p99, "ms", "aim ≤ 100 ms"),
    measure("processor time", (one) => one.server + one.database, "ms a notice", parts),
  ];
}

/** Times of a notice in ms; those of the processor by who spent it. */
type Rush = { rate: number; p99: number; server: number; database: number; caller: number };

/** As many at once as there are lines, each line's next one after its answer. */
async function rush(
  [server, postgres]: readonly [Child, number],
  requests: readonly Buffer[],
): Promise<Rush> {
  const lines = await Promise.all(Array.from({ length: LINES }, () => openLine(server.port)));
  const tookMs: number[] = [];
  let at = 0;
  const spent = () => [processorSeconds(server.pid), processorSeconds(postgres), own()] as const;
  const before = spent();
  const startedMs = performance.now();
  await Promise.all(
    lines.map(async (line) => {
      for (let request = requests[at++]; request; request = requests[at++]) {
        const askedMs = performance.now();
        const status = await line.ask(request);
        if (status !== 200) throw new Error(`a notice was answered with ${status}`);
        tookMs.push(performance.now() - askedMs);
      }
    }),
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  const after = spent();
  for (const line of lines) line.close();
  const each = (who: 0 | 1 | 2) => ((after[who] - before[who]) * 1_000) / requests.length;
  return {
    ...{ rate: requests.length / seconds, p99: percentile(tookMs, 99) },
    ...{ server: each(0), database: each(1), caller: each(2) },
  };
}

const own = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
};

/** Signed now, each with an id of its own; a tenth of them once more, some moments later. */
function notices(host: string, path: string): Buffer[] {
  const nowS = Math.floor(Date.now() / 1_000);
  const requests: Buffer[] = [];
  for (let n = 0; n < NOTICES; n++) {
    const intent = {
      ...{ id: `pi_${newId().replaceAll("-", "")}`, object: "payment_intent", amount: 10_000 },
      ...{ currency: "pen", status: "succeeded", description: "x".repeat(900) },
    };
    const event = eventOf("payment_intent.succeeded", intent, nowS, `evt_${newId()}`);
    const { body, headers } = signNotice(event, { secret: SECRET, nowS });
    requests.push(requestBytes("POST", path, { host, ...headers }, body));
    const again = n % TWICE === TWICE - 1 ? requests[requests.length - 50] : undefined;
    if (again) requests.push(again);
  }
  return requests;
}

/** Nothing that was answered with 200 is missing, and nothing is there twice; each has its job. */
async function checkKept(tenantId: string, expected: number): Promise<void> {
  const kept = "select count(*)::int as n from inbound_webhooks where tenant_id = $1";
  const jobs = "select count(*)::int as n from graphile_worker._private_jobs";
  const found = await onOwner(async (owner) => {
    const one = await owner.query<{ n: number }>(kept, [tenantId]);
    const other = await owner.query<{ n: number }>(jobs);
    return [one.rows[0]?.n ?? 0, other.rows[0]?.n ?? 0];
  });
  if (found[0] !== expected || (found[1] ?? 0) < expected)
    throw new Error(`of ${expected} notices ${found[0]} are kept, with ${found[1]} jobs`);
}

/** The process whose children serve the connections. */
const postmasterPid = (): Promise<number> =>
  onOwner(async (owner) => {
    const { rows } = await owner.query<{ pid: number }>("select pg_backend_pid() as pid");
    return parentOf(rows[0]?.pid ?? 0);
  });

async function onOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(process.env.DATABASE_URL);
  await owner.connect();
  return work(owner).finally(() => owner.end());
}

const ROUTE = `import { createHmac, timingSafeEqual } from "node:crypto";
import pg from "pg";
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
export async function POST(request) {
  const raw = Buffer.from(await request.arrayBuffer());
  const parts = Object.fromEntries((request.headers.get("stripe-signature") ?? "").split(",").map((part) => part.split("=")));
  const mac = createHmac("sha256", ${JSON.stringify(SECRET)}).update(parts.t + ".").update(raw).digest("hex");
  if (!timingSafeEqual(Buffer.from(parts.v1 ?? ""), Buffer.from(mac))) return new Response(null, { status: 401 });
  const text = raw.toString("utf8");
  await pool.query("insert into bench_notices (key, body) values ($1, $2) on conflict do nothing", [JSON.parse(text).id, text]);
  return new Response("ok");
}`;
const LAYOUT = `export default function Layout({ children }) { return <html><body>{children}</body></html>; }`;

/** An app of one route, built and started as Next has it. */
async function startNextRoute(): Promise<Child> {
  await onOwner((owner) =>
    owner.query("create table bench_notices (key text primary key, body text not null)"),
  );
  const folder = join(".data", `bench-next-${process.pid}`);
  mkdirSync(join(folder, "app", "hook"), { recursive: true });
  writeFileSync(join(folder, "app", "layout.jsx"), LAYOUT);
  writeFileSync(join(folder, "app", "hook", "route.js"), ROUTE);
  writeFileSync(
    join(folder, "next.config.mjs"),
    "export default { serverExternalPackages: ['pg'] };",
  );
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
  const next = "node_modules/.bin/next";
  await promisify(execFile)(next, ["build", folder], { env, timeout: 600_000 });
  const port = await freePort();
  const child = spawn(next, ["start", folder, "-p", String(port), "-H", "127.0.0.1"], {
    ...{ stdio: "ignore", env },
  });
  const stop = () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  if (await listens(port, child, 60_000)) return { port, pid: child.pid ?? 0, stop };
  stop();
  throw new Error("the Next route does not listen");
}
