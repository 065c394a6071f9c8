import fc from "fast-check";
import { expect, test } from "vitest";
import { isUuid, newId } from "./ids";

const timeOf = (id: string) => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

test("ids are UUIDv7 of their instant, and none comes twice", () => {
  const instants = fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { maxLength: 40 });
  fc.assert(
    fc.property(instants, (atMs) => {
      const ids = atMs.map((at) => newId(at));
      expect(ids.map(timeOf)).toEqual(atMs);
      expect(ids.every((id) => isUuid(id) && /^.{14}7.{4}[89ab]/.test(id))).toBe(true);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test("ids made one after another sort so, thousands in a millisecond included", () => {
  const ids = Array.from({ length: 30_000 }, () => newId());
  expect(ids.toSorted()).toEqual(ids);
});

test("ids made for one given instant sort in the order of their making", () => {
  const ids = Array.from({ length: 1_000 }, () => newId(1_700_000_000_000));
  expect(ids.toSorted()).toEqual(ids);
});
