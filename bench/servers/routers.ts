// Child of network.bench.ts: RouterOS stand-ins with customers on them, each as far away as it is told.
import { type RouterOsStandin, startRouterOs } from "@/standins/routeros/start";

/** What one router is to hold; a secret without a comment is nobody's of ours. */
export type RouterOrder = {
  readonly latencyMs: number;
  readonly secrets: readonly { readonly name: string; readonly comment: string }[];
  /** Are its customers dialled in? */
  readonly online: boolean;
};
export type Ask =
  | { readonly kind: "start"; readonly routers: readonly RouterOrder[] }
  | { readonly kind: "count" }
  | { readonly kind: "drift"; readonly port: number; readonly every: number };
export type Counts = { sentences: number; writes: number; sessions: number; online: number };

const LONG_MS = 600_000;
const running: RouterOsStandin[] = [];

process.on("message", (ask: Ask) => void answer(ask).then((said) => process.send?.(said)));

async function answer(ask: Ask): Promise<unknown> {
  if (ask.kind === "start") return Promise.all(ask.routers.map(start));
  return ask.kind === "count" ? count() : drift(ask.port, ask.every);
}

async function start({ latencyMs, secrets, online }: RouterOrder): Promise<number> {
  const router = await startRouterOs({
    // The last version that the library of the baseline works with.
    ...{ version: "6.49", users: [{ name: "trama", password: "practise-only" }], logged: 100 },
    ...{ identity: `R${running.length}`, redialMs: LONG_MS },
  });
  running.push(router);
  const network = running.length % 250;
  router.add("/ip/pool", { name: "p", ranges: `10.${network}.0.10-10.${network}.60.250` });
  router.add("/ppp/profile", {
    ...{ name: "plan", "local-address": "10.0.0.1", "remote-address": "p" },
  });
  for (const { name, comment } of secrets) {
    router.add("/ppp/secret", {
      name,
      comment,
      password: "clave",
      service: "pppoe",
      profile: "plan",
    });
    if (online) router.dial(name);
  }
  router.faults.latencyMs = latencyMs;
  return router.port;
}

const sum = (of: (router: RouterOsStandin) => number): number =>
  running.reduce((total, router) => total + of(router), 0);

const count = (): Counts => ({
  sentences: sum(({ counts }) => counts.commands),
  writes: sum(({ counts }) => counts.writes),
  sessions: sum(({ counts }) => counts.sessions),
  online: sum((router) => router.menu("/ppp/active").length),
});

function drift(port: number, every: number): number {
  const router = running.find((one) => one.port === port);
  const hit = router?.menu("/ppp/secret").filter((_, n) => n % every === 0) ?? [];
  for (const row of hit)
    router?.set("/ppp/secret", row[".id"] ?? "", { disabled: "yes", profile: "default" });
  return hit.length;
}
