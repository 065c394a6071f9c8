import { expect, test } from "vitest";
import { gather } from "./gather";

/** Doubles numbers; each batch waits until it is let go. */
function rig(
  fails: (items: readonly number[]) => boolean = () => false,
  { most = 3, sideBySide = 1 } = {},
) {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  const ask = gather<number, number>(
    (item) => (item < 100 ? "small" : "large"),
    most,
    async (items) => {
      batches.push([...items]);
      await new Promise<void>((resolve) => gates.push(resolve));
      if (fails(items)) throw new Error(`no ${items.join()}`);
      return items.map((item) => item * 2);
    },
    sideBySide,
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

test("where two may run side by side a second begins once enough wait, and never a third", async () => {
  const { ask, batches, settle } = rig(undefined, { most: 40, sideBySide: 2 });
  const items = Array.from({ length: 90 }, (_, n) => n);
  const answers = Promise.all(items.map(ask));
  expect(batches.map((batch) => batch.length)).toEqual([1, 32]);
  await settle();
  expect(await answers).toEqual(items.map((item) => item * 2));
  expect(batches.map((batch) => batch.length)).toEqual([1, 32, 40, 17]);
});
