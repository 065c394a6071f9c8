import fc from "fast-check";
import { expect, test } from "vitest";
import { atMost } from "./at-most";

test("never runs more at once than it may, loses nobody, keeps the order, and outlives what throws", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.record({ turns: fc.integer({ min: 1, max: 4 }), fails: fc.boolean() }), {
        maxLength: 30,
      }),
      async (count, works) => {
        const room = atMost(count);
        const begun: number[] = [];
        let [running, most] = [0, 0];
        const ends = await Promise.allSettled(
          works.map(({ turns, fails }, n) =>
            room(async () => {
              begun.push(n);
              most = Math.max(most, ++running);
              for (let turn = 0; turn < turns; turn++) await Promise.resolve();
              running -= 1;
              if (fails) throw new Error(String(n));
              return n;
            }),
          ),
        );
        expect(most).toBeLessThanOrEqual(count);
        expect(most).toBe(Math.min(count, works.length));
        expect(begun).toEqual(works.map((_, n) => n));
        expect(ends.map(({ status }) => status === "rejected")).toEqual(
          works.map(({ fails }) => fails),
        );
      },
    ),
  );
});
