import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTurn } from "./in-turn";

test("at most two run at once, in the order in which they came, failures included", async () => {
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (i: number) => async () => {
    order.push(i);
    most = Math.max(most, ++running);
    await sleep(2);
    running -= 1;
    if (i % 3 === 0) throw new Error(String(i));
    return i;
  };
  const all = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => inTurn(work(i))));
  expect(most).toBe(2);
  expect(order).toEqual(Array.from({ length: 12 }, (_, i) => i));
  expect(all.filter((one) => one.status === "rejected")).toHaveLength(4);
  expect(await inTurn(async () => "free again")).toBe("free again");
});
