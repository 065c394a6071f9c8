import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { autopayScene, useGateway } from "@/server/testing/gateway-stages/autopay-scene";
import { paypalStage } from "@/server/testing/gateway-stages/paypal";
import { serveHandler, type Served } from "@/standins/serve-handler";

/** PayPal cannot be searched for a charge whose answer never came. */
let served: Served;
let stage: ReturnType<typeof paypalStage>;
let scene: Awaited<ReturnType<typeof autopayScene>>;
let before: number;
const untouched = composition();
const use = (deadlineMs: number) => useGateway(stage.open({ baseUrl: served.url, deadlineMs }));
beforeAll(async () => {
  served = await serveHandler((request) => stage.handle(request));
});
beforeEach(async () => {
  stage = paypalStage();
  use(30_000);
  scene = await autopayScene(stage);
  before = stage.charged();
});
afterEach(() => setComposition(untouched));
afterAll(() => served.stop());

/** Charged on its day, and nobody heard of it. */
const unheard = async () => {
  const invoiceId = await scene.bill("2026-11-10");
  stage.fail({ silent: "after" });
  use(1_500);
  await scene.day("2026-11-10");
  use(30_000);
  return invoiceId;
};

test("a charge that is owed no more is not asked for again, and what became of it is left to a person once its key has lapsed", async () => {
  const invoiceId = await unheard();
  await scene.pay(invoiceId);
  for (const time of ["15:36:00", "16:40:00", "18:00:00"]) await scene.janitor("2026-11-10", time);
  expect(await scene.tries()).toMatchObject([{ status: "unknown" }]);
  await scene.janitor("2026-11-10", "20:31:00");
  expect(await scene.tries()).toMatchObject([{ status: "mismatch", reason: "outcome_unknown" }]);
  expect(await scene.told()).toBe(1);
  for (const day of ["2026-11-11", "2026-11-13"]) await scene.day(day);
  expect(await scene.tries()).toHaveLength(1);
  expect(stage.charged()).toBe(before + 1);
});

test("while nobody answers it is asked about again, never charged anew, and the invoice waits", async () => {
  const invoiceId = await unheard();
  use(1_500);
  for (const time of ["15:36:00", "16:40:00"]) {
    stage.fail({ silent: "before" });
    await scene.janitor("2026-11-10", time);
  }
  use(30_000);
  expect(await scene.tries()).toMatchObject([{ status: "unknown" }]);
  await scene.janitor("2026-11-10", "18:00:00");
  expect(await scene.tries()).toMatchObject([{ status: "approved", paid: true }]);
  expect([await scene.open(invoiceId), stage.charged()]).toEqual([0, before + 1]);
});
