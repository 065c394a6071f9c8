import { expect, test } from "vitest";
import { gather } from "./gather";

/** Doubles numbers; each batch waits until it is let go. */
function rig(fails: (items: readonly number[]) => boolean = () => false) {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  const ask = gather<number, number>(
    (item) => (item < 100 ? "small" : "large"),
    3,
    async (items) => {
      batches.push([...items]);
      await new Promise<void>((resolve) => gates.push(resolve));
      if (fails(items)) throw new Error(`no ${items.join()}`);
      return items.map((item) => item * 2);
    },
  );
  const settle = async () => {
    for (let turn = 0; turn < 50; turn++) {
      gates.splice(0).forEach((go) => go());
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { ask, batches, settle };
}

test("who asks alone is served at once, who asks meanwhile together, each with their own answer", async () => {
  const { ask, batches, settle } = rig();
  const answers = Promise.all([1, 2, 3, 4, 5, 100].map(ask));
  expect(batches).toEqual([[1], [100]]);
  await settle();
  expect(await answers).toEqual([2, 4, 6, 8, 10, 200]);
  expect(batches).toEqual([[1], [100], [2, 3, 4], [5]]);
  const later = ask(6);
  await settle();
  expect(await later).toBe(12);
});

test("one that spoils a batch fails by itself", async () => {
  const { ask, settle } = rig((items) => items.includes(3));
  const answers = Promise.allSettled([1, 2, 3, 4, 5].map(ask));
  await settle();
  const ends = (await answers).map((end) => (end.status === "fulfilled" ? end.value : "refused"));
  expect(ends).toEqual([2, 4, "refused", 8, 10]);
});
