import fc from "fast-check";
import { expect, test } from "vitest";
import { LARGEST_BATCH, nextBatch, smallestBatch } from "./fit-batch";

test("quick jobs are fetched in large batches, slow ones a few at a time", () => {
  expect(nextBatch(32, 4, 32)).toBe(512);
  expect(nextBatch(32, 40, 32)).toBe(64);
  expect(nextBatch(32, 30_000, 32)).toBe(32);
});

test("a full batch is always larger than the number of workers and never over the largest", () => {
  const positive = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(1000), positive, (workers, ended, ms) => {
      const smallest = smallestBatch(workers);
      expect(smallest).toBeGreaterThan(workers);
      const size = nextBatch(ended, ms, smallest);
      expect(size).toBeGreaterThanOrEqual(smallest);
      expect(size).toBeLessThanOrEqual(LARGEST_BATCH);
      expect(Math.log2(size) % 1).toBe(0);
    }),
  );
});
