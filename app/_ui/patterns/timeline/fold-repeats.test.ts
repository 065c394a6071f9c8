import fc from "fast-check";
import { expect, it } from "vitest";
import { foldRepeats } from "./fold-repeats";

const events = fc.array(
  fc.record({
    name: fc.constantFrom("schedule.ticked", "message.sent", "apiKey.revoked"),
    actor: fc.record({ kind: fc.constantFrom("system", "user") }),
  }),
);

it("loses no fact and keeps their order, whatever is folded", () => {
  fc.assert(
    fc.property(events, fc.boolean(), (list, company) => {
      const unfolded = foldRepeats(list, { company }).flatMap(({ name, times }) =>
        Array.from({ length: times }, () => name),
      );
      expect(unfolded).toEqual(list.map(({ name }) => name));
    }),
  );
});

it("leaves no two ticks side by side, and folds nothing else in one record's history", () => {
  fc.assert(
    fc.property(events, (list) => {
      const folded = foldRepeats(list, { company: false });
      for (const [at, { name, times }] of folded.entries())
        if (name !== "schedule.ticked") expect(times).toBe(1);
        else expect(folded[at + 1]?.name).not.toBe("schedule.ticked");
    }),
  );
});

it("shows each thing that a person did by itself, and what the product did again and again as one line", () => {
  const sent = (kind: string) => ({ name: "message.sent", actor: { kind } });
  const list = [sent("system"), sent("system"), sent("user"), sent("user"), sent("system")];
  expect(foldRepeats(list, { company: true }).map(({ times }) => times)).toEqual([2, 1, 1, 1]);
});
