import fc from "fast-check";
import { expect, test } from "vitest";
import { customerNumbersIn, payReference } from "./pay-reference";

const number = fc.integer({ min: 1, max: 999_999_999 });

test("a customer's reference is found again in whatever stands around it", () => {
  fc.assert(
    fc.property(number, fc.constantFrom("", "Pago ", "YAPE: ", "ref. "), (given, before) => {
      const reference = payReference(given);
      expect(reference).toMatch(/^\d{6,11}$/);
      expect(customerNumbersIn(`${before}${reference} gracias`)).toEqual([given]);
      expect(customerNumbersIn(`${reference.slice(0, -2)}-${reference.slice(-2)}`)).toEqual([
        given,
      ]);
    }),
  );
});

test("one wrong digit, and two neighbours changed about, are never somebody else's", () => {
  fc.assert(
    fc.property(number, fc.nat(), fc.integer({ min: 1, max: 9 }), (given, where, by) => {
      const reference = payReference(given);
      const at = where % reference.length;
      const wrong = [...reference];
      wrong[at] = String((Number(wrong[at]) + by) % 10);
      expect(customerNumbersIn(wrong.join(""))).toEqual([]);
      const turned = [...reference];
      const next = (at + 1) % reference.length;
      [turned[at], turned[next]] = [turned[next] ?? "", turned[at] ?? ""];
      if (next > at && turned.join("") !== reference)
        expect(customerNumbersIn(turned.join(""))).toEqual([]);
    }),
  );
});

test("no other numbers are taken for one: short ones, long ones, none at all", () => {
  for (const text of ["", "12", "2026", "000000", "987654321098765432", "sin número"])
    expect(customerNumbersIn(text)).toEqual([]);
});
