import { afterAll, beforeAll, expect, test } from "vitest";
import { plantHarm } from "@/server/testing/faults/plant-harm";
import { playQuietly, runSeed } from "@/server/testing/faults/run-seed";
import { faultSeeds } from "@/server/testing/faults/seeds";
import { openStage, type Stage } from "@/server/testing/faults/stage";
import { untruths } from "@/server/testing/faults/truths";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 120_000);
afterAll(() => stage.close(), 180_000);

test.each(faultSeeds())(
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
