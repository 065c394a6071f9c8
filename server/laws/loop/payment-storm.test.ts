import { afterAll, beforeAll, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { openStripe } from "@/server/integrations/payments/stripe/open-stripe";
import { forgetLanes } from "@/server/outbound/lanes";
import { setOutboundSeams } from "@/server/outbound/seams";
import { randomFrom } from "@/server/testing/faults/random";
import { faultSeeds } from "@/server/testing/faults/seeds";
import { runJanitor } from "@/server/testing/gateway-scene";
import { openDrivers, type Drivers } from "@/server/testing/loop/drivers";
import { letDie } from "@/server/testing/loop/let-die";
import { courses, type Verdict } from "@/server/testing/loop/storm-acts";
import { type Debtor, lookAt, openStorm, type Storm } from "@/server/testing/loop/storm-scene";
import { wrongBooks, wrongFates, wrongMoney } from "@/server/testing/loop/storm-truths";
import { serveHandler, type Served } from "@/standins/serve-handler";
import { StripeStandin } from "@/standins/stripe/handler";

const HOUR_MS = 3_600_000;
const stripe = new StripeStandin();
let gateway: Served;
let drivers: Drivers;

beforeAll(async () => {
  gateway = await serveHandler(stripe.handle);
  drivers = await openDrivers("embedded", { STRIPE_BASE_URL: gateway.url });
  const { gateways } = composition();
  const quick = openStripe({ baseUrl: gateway.url, deadlineMs: 1_500 });
  setComposition({ ...composition(), gateways: { ...gateways, stripe: quick } });
}, 120_000);
afterAll(async () => {
  await drivers.close();
  await gateway.stop();
});

/** Turn by turn, each an hour later: what was given back comes again, the janitor asks, the routers are spoken to. */
async function settle(storm: Storm): Promise<void> {
  for (let turn = 1; turn <= 8; turn++) {
    forgetLanes();
    const then = new Date(Date.now() + turn * HOUR_MS);
    await runJanitor(storm.tenant, then);
    await drivers.release(then);
    await drivers.settle();
    if ((await drivers.left()) === 0 && (await wrongBooks(storm)).length === 0) return;
  }
}

async function play(seed: number) {
  const random = randomFrom(seed);
  const names = Object.keys(courses);
  forgetLanes();
  const storm = await openStorm(seed, names.length, stripe);
  setOutboundSeams({ allowLoopbackPorts: [storm.router.port] });
  const said: string[] = [];
  await lookAt(storm, storm.debtors);
  // Half of the time everybody is cut before they pay; else they pay while they are being cut.
  if (random.chance(0.5)) await drivers.settle();
  await drivers.end();
  const acknowledged: string[] = [];
  const fates = new Map<Debtor, Verdict & { course: string }>();
  const walk = async (course: string) => {
    const debtor = storm.debtors[names.indexOf(course)];
    if (!debtor) throw new Error(`nobody walks ${course}`);
    const verdict = await courses[course]?.({ storm, debtor, random, acknowledged });
    if (verdict) fates.set(debtor, { ...verdict, course });
  };
  await walk("silentGateway");
  const down = random.chance(0.5);
  if (down) await storm.router.unplug();
  const rest = names
    .filter((name) => name !== "silentGateway")
    .toSorted(() => (random.chance(0.5) ? 1 : -1));
  for (let turn = 0; turn < 2; turn++) {
    const part = rest.splice(0, Math.ceil(rest.length / (2 - turn)));
    const walking = Promise.all(part.map(walk));
    const { env } = drivers;
    const dieAt = random.between(1, 220);
    const died = letDie({ env, ports: [storm.router.port], dieAt }, async () => {
      await walking;
      return drivers.isQuiet();
    });
    await walking;
    said.push(`${part.join(", ")}; ${(await died) ? "killed at" : "lived through"} ${dieAt}`);
    if (turn === 0 && down) await storm.router.plug();
  }
  await drivers.begin();
  await settle(storm);
  // The ladder's next look: who does not owe is left alone, who lost their money again is cut.
  await lookAt(storm, storm.debtors);
  await settle(storm);
  return { storm, fates, acknowledged, said: said.join(" | ") };
}

/** Words that a worker says from the notice to the proof of the reconnection, about; and after how many it is killed. */
const WAY = 200;
const DEATHS = process.env.SOAK ? 50 : 5;

test("a worker that is killed at any step from the notice to the reconnection leaves the rest to the next one", async () => {
  forgetLanes();
  const storm = await openStorm(0, DEATHS, stripe);
  setOutboundSeams({ allowLoopbackPorts: [storm.router.port] });
  await lookAt(storm, storm.debtors);
  await drivers.settle();
  await drivers.end();
  const acknowledged: string[] = [];
  const fates = new Map<Debtor, Verdict & { course: string }>();
  const deaths: string[] = [];
  for (const [n, debtor] of storm.debtors.entries()) {
    const given = { storm, debtor, random: randomFrom(n), acknowledged };
    const verdict = await courses["noticeTwice"]?.(given);
    if (verdict) fates.set(debtor, { ...verdict, course: "noticeTwice" });
    const dieAt = 1 + Math.round((n * WAY) / DEATHS);
    const ports = [storm.router.port];
    const died = await letDie({ env: drivers.env, ports, dieAt }, () => drivers.isQuiet());
    deaths.push(`${died ? "killed at" : "lived through"} ${dieAt}`);
  }
  await drivers.begin();
  await settle(storm);
  expect(await wrongFates(storm, fates), deaths.join()).toEqual([]);
  expect(await wrongMoney(storm, acknowledged), deaths.join()).toEqual([]);
  expect(await wrongBooks(storm), deaths.join()).toEqual([]);
  // A series in which nobody died would prove nothing.
  expect(deaths.filter((one) => one.startsWith("killed")).length, deaths.join()).toBeGreaterThan(1);
  await composition().routers.close();
  await storm.router.close();
}, 600_000);

test.each(faultSeeds())(
  "however payments come and whoever is killed on the way, no charge counts twice, who paid is on and who did not is off (FAULT_SEED=%i)",
  async (seed) => {
    const { storm, fates, acknowledged, said } = await play(seed);
    const story = `FAULT_SEED=${seed}: ${said}`;
    if (process.env.FAULT_STORY) process.stdout.write(`${story}\n`);
    expect(await wrongFates(storm, fates), story).toEqual([]);
    expect(await wrongMoney(storm, acknowledged), story).toEqual([]);
    expect(await wrongBooks(storm), story).toEqual([]);
    await composition().routers.close();
    await storm.router.close();
  },
  240_000,
);
