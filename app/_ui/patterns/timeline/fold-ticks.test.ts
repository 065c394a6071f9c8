import fc from "fast-check";
import { expect, it } from "vitest";
import { foldTicks } from "./fold-ticks";

const events = fc.array(
  fc.record({ name: fc.constantFrom("schedule.ticked", "apiKey.created", "apiKey.revoked") }),
);

it("loses no fact, keeps their order, and leaves no two ticks side by side", () => {
  fc.assert(
    fc.property(events, (list) => {
      const folded = foldTicks(list);
      const unfolded = folded.flatMap(({ name, times }) =>
        Array.from({ length: times }, () => name),
      );
      expect(unfolded).toEqual(list.map(({ name }) => name));
      for (const [at, { name, times }] of folded.entries()) {
        if (name !== "schedule.ticked") expect(times).toBe(1);
        else expect(folded[at + 1]?.name).not.toBe("schedule.ticked");
      }
    }),
  );
});
