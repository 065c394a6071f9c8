import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { liftHolds, placeHolds } from "@/server/modules/subscriptions/hold-services";
import { forgetLanes } from "@/server/outbound/lanes";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type Random, randomFrom } from "@/server/testing/faults/random";
import { faultSeeds } from "@/server/testing/faults/seeds";
import {
  drainRouter,
  mintAccess,
  mintRouterScene,
  ROUTEROS_VERSIONS,
  type RouterScene,
  rowsOf,
} from "@/server/testing/router-scene";

// All that a router does to us at once, by a seed: resets, lost, late, doubled and invented replies, `!fatal`, refusals,
// reboots, a cable, a clock that jumps, hands that change rows, while customers are cut and paid for.

const NAMES = ["ana", "peña", "ana=1", "josé luis", "🚀cohete", "=x=", "a", "ñ", "Ana", "b#|!"];
let scene: RouterScene;
beforeEach(() => forgetLanes());
afterEach(async () => {
  await composition().routers.close();
  await scene.router.close();
});

const secret = (name: string) =>
  scene.router.menu("/ppp/secret").find((row) => row.name === name) ?? {};
const byHand = (name: string, values: Record<string, string>) =>
  scene.router.set("/ppp/secret", secret(name)[".id"] ?? "", values);
const foreign = () =>
  JSON.stringify(
    scene.router
      .menu("/ppp/secret")
      .filter(({ comment = "" }) => !comment.startsWith(`trama:t${tag()}`)),
  );
const tag = () => scene.tenant.id.replaceAll("-", "");

/** Rows of others beside ours: by hand, with almost our tag, with another company's. */
function neighbours(): void {
  const other = "0".repeat(32);
  for (const [name, comment] of [
    ["vecino", "a mano"],
    ["casi", `trama:t${tag().slice(1)}/s${other}`],
    ["de otro", `trama:t${other}/s${other} #1`],
    ["ana ", "con un espacio"],
  ] as const) {
    scene.router.add("/ppp/secret", { name, comment, profile: "plan" });
    scene.router.dial(name);
  }
}

type Customer = { id: string; name: string };

async function ask(random: Random, customers: readonly Customer[], held: Set<string>) {
  const picked = customers.filter(() => random.chance(0.5));
  const [cut, pay] = [
    picked.filter(({ id }) => !held.has(id)),
    picked.filter(({ id }) => held.has(id)),
  ];
  const ids = (list: readonly Customer[]) => list.map(({ id }) => id);
  await inTenant(scene.owner, async (tx) => {
    await placeHolds(scene.owner, tx, { serviceIds: ids(cut), reason: "debt", note: "" });
    await liftHolds(scene.owner, tx, { serviceIds: ids(pay), reason: "debt" });
  });
  for (const { id } of cut) held.add(id);
  for (const { id } of pay) held.delete(id);
}

/** What happens besides, in the middle of the drain. */
function strike(random: Random, customers: readonly Customer[]): Promise<void> | undefined {
  const { faults } = scene.router;
  const one = random.pick(customers)?.name ?? "";
  const after = random.between(1, 25);
  const settled = Promise.withResolvers<void>();
  const acts: readonly (() => void)[] = [
    () => faults.afterCommands(after, () => void scene.router.reboot(60).then(settled.resolve)),
    () =>
      faults.afterCommands(after, () =>
        byHand(one, { disabled: random.chance(0.5) ? "yes" : "no" }),
      ),
    () => faults.afterCommands(after, () => byHand(one, { profile: "default" })),
    () => faults.afterCommands(after, () => scene.router.hangUp(one)),
    () => void (faults.clockSkewMs = random.between(-90, 90) * 86_400_000),
    () => void (faults.slice = "bytes"),
  ];
  const act = random.between(0, acts.length - 1);
  acts[act]?.();
  return act === 0 ? settled.promise : undefined;
}

/** Until nothing is open any more; each turn the breaker has forgotten and the sessions are new. */
async function converge(): Promise<number> {
  for (let turn = 1; turn <= 12; turn++) {
    forgetLanes();
    await drainRouter(scene, turn * 4_000);
    const left = await rowsOf(
      scene,
      sql`select 1 from enforcement_commands where tenant_id = ${scene.tenant.id} and status in ('pending', 'applied')`,
    );
    if (left.length === 0) return 0;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return 1;
}

async function play(seed: number) {
  const random = randomFrom(seed);
  const version = ROUTEROS_VERSIONS[seed % ROUTEROS_VERSIONS.length] ?? "7.18";
  const cutMethod = (["disable", "profile"] as const)[random.between(0, 1)] ?? "disable";
  scene = await mintRouterScene({ version, cutMethod, seed, redialMs: 30 });
  const customers: Customer[] = [];
  for (const name of NAMES)
    customers.push({ id: await mintAccess(scene, { userName: name.trim() }), name });
  await drainRouter(scene);
  for (const { name } of customers) scene.router.dial(name);
  neighbours();
  const before = foreign();
  const held = new Set<string>();
  for (let round = 0; round < 3; round++) {
    await ask(random, customers, held);
    scene.router.faults.storm(seed * 10 + round, random.between(4, 20));
    const rebooted = strike(random, customers);
    for (let turn = 0; turn < 2; turn++) {
      forgetLanes();
      await drainRouter(scene, turn * 4_000);
    }
    scene.router.faults.heal();
    await Promise.race([rebooted, new Promise((resolve) => setTimeout(resolve, 150))]);
  }
  await ask(random, customers, held);
  return { customers, held, before, cutMethod, left: await converge() };
}

test.each(faultSeeds())(
  "a storm of faults leaves every customer as asked for, and nobody else touched (FAULT_SEED=%i)",
  { timeout: 120_000 },
  async (seed) => {
    const { customers, held, before, cutMethod, left } = await play(seed);
    expect(left, "commands still open").toBe(0);
    // A hand that came after the proof is what the reconciliation is for; here only the names that were asked for last.
    const states = new Map(
      (
        await rowsOf<{ id: string; seen: string }>(
          scene,
          sql`select id, observed || '/' || state as seen from services where tenant_id = ${scene.tenant.id}`,
        )
      ).map(({ id, seen }) => [id, seen]),
    );
    for (const { id, name } of customers) {
      expect(states.get(id), name).toBe(held.has(id) ? "off/suspended" : "on/active");
      const cut =
        cutMethod === "disable"
          ? secret(name).disabled === "true"
          : secret(name).profile === "trama-corte";
      if (!held.has(id)) expect(cut, `${name} paid`).toBe(false);
    }
    expect(foreign()).toBe(before);
    await composition().routers.close();
    await expect.poll(() => scene.router.sessions(), { timeout: 30_000 }).toBe(0);
  },
);
