import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayIn } from "@/server/kernel/day";
import { expectWhole } from "@/server/testing/billing-run/books";
import { addCustomer, addService, openScene, type Scene } from "@/server/testing/billing-run/scene";
import { workerCrew } from "@/server/testing/billing-run/worker-crew";
import { randomFrom, type Random } from "@/server/testing/faults/random";
import { faultSeeds } from "@/server/testing/faults/seeds";
import { approveRun } from "./approve-run";
import { getRun } from "./get-run";
import { startRun } from "./start-run";

const CUSTOMERS = 60;
/** One is killed while it plans, one while it posts, one finishes. */
const WORKERS = 3;
/** From the kill to the next chunk by somebody else: two seconds where nothing else runs (`npm run soak`), else bounded. */
const RESUME_MS = process.env.SOAK ? 2_000 : 20_000;
const PATIENCE_MS = 90_000;

const crew = workerCrew();
const addUntilFull = () =>
  Promise.all(Array.from({ length: WORKERS - crew.size() }, () => crew.add()));
beforeAll(addUntilFull, 120_000);
afterAll(() => crew.end());

const now = (scene: Scene) => scene.at(new Date().toISOString());

async function until(what: string, probe: () => boolean | Promise<boolean>): Promise<number> {
  const endMs = performance.now() + PATIENCE_MS;
  while (!(await probe())) {
    if (performance.now() > endMs) throw new Error(`waited in vain until ${what}`);
    await sleep(5);
  }
  return performance.now();
}

/** Kills whoever holds the run some chunks on and some moments into one; gives how long it stood still, in milliseconds. */
async function killInThePhase(scene: Scene, id: string, random: Random, end: string) {
  const over = async () => (await getRun(now(scene), { runId: id })).status === end;
  const wanted = crew.pieces() + random.between(1, 13);
  await until(`the run is under way to ${end}`, async () => crew.pieces() >= wanted || over());
  await sleep(random.between(0, 40));
  const killedAtMs = crew.killHolder();
  // Lines already on their way from the dead one are not a sign of life.
  await sleep(20);
  const before = crew.pieces();
  const again = await until("somebody goes on", async () => crew.pieces() > before || over());
  await until(`the run is ${end}`, over);
  return again - killedAtMs;
}

test.each(faultSeeds())(
  "two workers killed in the middle of a run leave nothing half done, and a third goes on within two seconds (FAULT_SEED=%i)",
  async (seed) => {
    const random = randomFrom(seed);
    await addUntilFull();
    await crew.go();
    const scene = await openScene();
    const today = dayIn("America/Lima", new Date());
    for (let i = 0; i < CUSTOMERS; i++)
      await addService(scene, {
        ...{ customerId: await addCustomer(scene), startedOn: `${today.slice(0, 8)}01` },
        plain: i % 3 !== 0,
      });
    const { id } = await startRun(now(scene), {});
    const still = [await killInThePhase(scene, id, random, "planned")];
    await approveRun(now(scene), { runId: id });
    still.push(await killInThePhase(scene, id, random, "posted"));
    const said = `FAULT_SEED=${seed}: stood still for ${still.map((ms) => ms.toFixed(0)).join(" and ")} ms`;
    if (process.env.FAULT_STORY) process.stdout.write(`${said}\n`);
    expect(await getRun(now(scene), { runId: id }), said).toMatchObject({
      ...{ status: "posted", invoices: CUSTOMERS, exceptions: 0 },
    });
    await expectWhole(scene, CUSTOMERS, said);
    expect(Math.max(...still), said).toBeLessThan(RESUME_MS);
  },
  90_000,
);
