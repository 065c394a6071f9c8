import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import autocannon from "autocannon";
import { hashPassword } from "@/server/auth/password-hash";
import { freePort } from "@/scripts/supervisor/ports.mjs";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { signIn } from "@/server/testing/sign-in";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { listens, startChild } from "./child";
import { type Measure, median } from "./report";

const ROUNDS = 5;
const SECONDS = 4;

/** tRPC through main.ts against the same procedure on a bare tRPC server, and behind Next's route. Servers run in processes of their own. */
export async function run(): Promise<Measure[]> {
  process.env.TRAMA_RATE_LIMIT_SCALE = "100000";
  const tenant = await mintTenant();
  const password = "correct horse battery staple";
  const owner = await mintStaff(tenant, "owner", { passwordHash: await hashPassword(password) });
  await refreshHosts();
  const server = await startTestServer();
  const cookie = await signIn(server, tenant.slug, { email: owner.email, password });
  await server.close();
  const host = hostOf(tenant.slug);
  const env = {
    BENCH_HOST: host,
    BENCH_ACTOR: JSON.stringify(owner.ctx.actor),
    TRAMA_RATE_LIMIT_SCALE: "100000",
  };
  const ours = await startChild("door", env);
  const bare = await startChild("bare", env);
  const next = await startNext();
  const procedures: [string, string, Record<string, string>][] = [
    ["trivial procedure", "auth.whoAmI", {}],
    ["signed in, one query", "tenants.get", { cookie }],
  ];
  const measures: Measure[] = [];
  for (const [name, path, headers] of procedures) {
    const load = (port: number) => rate(port, path, { host, ...headers });
    const rates: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round++) {
      rates[0].push(await load(ours.port));
      rates[1].push(await load(bare.port));
      if (next) rates[2].push(await load(next.port));
    }
    const [a, b] = [median(rates[0]), median(rates[1])];
    measures.push({
      name: `tRPC door, ${name}`,
      ours: a,
      baseline: b,
      ratio: a / b,
      unit: "req/s",
      against: "bare tRPC server",
      bar: "≥ 0.8",
    });
    const c = median(rates[2]);
    if (next)
      measures.push({
        name: `tRPC door, ${name}`,
        ours: a,
        baseline: c,
        ratio: a / c,
        unit: "req/s",
        against: "the Next route",
      });
  }
  for (const child of [ours, bare, next]) child?.stop();
  return measures;
}

async function rate(port: number, path: string, headers: Record<string, string>): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${port === 0 ? "" : await prefixOf(port, path, headers)}`,
    connections: 50,
    duration: SECONDS,
    headers,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${path} on ${port}: ${result.non2xx} refused, ${result.errors} failed`);
  return result.requests.average;
}

/** The bare server mounts its procedures at the root. */
async function prefixOf(
  port: number,
  path: string,
  headers: Record<string, string>,
): Promise<string> {
  const { send } = await import("@/server/testing/http");
  const { status } = await send(port, headers.host ?? "", { path: `/api/trpc/${path}`, headers });
  return status === 200 ? `/api/trpc/${path}` : `/${path}`;
}

/** The built app on Next's own server; absent where nothing is built. */
async function startNext(): Promise<{ port: number; stop(): void } | undefined> {
  if (!existsSync(".next/BUILD_ID")) return undefined;
  const port = await freePort();
  const child = spawn("node_modules/.bin/next", ["start", "-p", String(port), "-H", "127.0.0.1"], {
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production" },
  });
  return (await listens(port, child, 20_000))
    ? { port, stop: () => void child.kill("SIGKILL") }
    : undefined;
}
