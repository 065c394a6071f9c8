import { afterAll, beforeAll, expect, test } from "vitest";
import { plantHarm } from "@/server/testing/faults/plant-harm";
import { playQuietly, runSeed } from "@/server/testing/faults/run-seed";
import { openStage, type Stage } from "@/server/testing/faults/stage";
import { untruths } from "@/server/testing/faults/truths";

/** `FAULT_SEED=n` plays that one; `SOAK=1` plays fifty, `npm test` three. */
const seeds = process.env.FAULT_SEED
  ? process.env.FAULT_SEED.split(",").map(Number)
  : Array.from({ length: process.env.SOAK ? 50 : 3 }, (_, i) => i + 1);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 120_000);
afterAll(() => stage.close(), 180_000);

test.each(seeds)(
  "whatever strikes, nothing is lost, doubled, half done or over its limit (FAULT_SEED=%i)",
  async (seed) => {
    const { problems, story, outcomes, worstRecoveryMs } = await runSeed(stage, seed);
    const said = `FAULT_SEED=${seed}: ${story.join(", ")}; ${JSON.stringify(outcomes)}; worst recovery ${worstRecoveryMs} ms`;
    if (process.env.FAULT_STORY) process.stdout.write(`${said}\n`);
    expect(problems, said).toEqual([]);
    // A seed in which nothing got through would prove nothing.
    expect(outcomes.done ?? 0, said).toBeGreaterThan(40);
  },
  90_000,
);

// Last: it damages the stage's database for good.
test("the questions asked after a seed find harm that is planted, and nothing without it", async () => {
  const world = await playQuietly(stage, 1);
  expect(await untruths(world)).toEqual([]);
  const wanted = await plantHarm(world);
  const found = await untruths(world);
  for (const sentence of wanted) expect(found).toContainEqual(expect.stringMatching(sentence));
}, 180_000);
