import fc from "fast-check";
import { expect, test } from "vitest";
import { type MoneySource, type OpenClaim, planAllocation } from "./plan-allocation";

const source = (id: string, leftMinor: number, over: Partial<MoneySource> = {}): MoneySource => ({
  ...{ id, customerId: "k", currency: "PEN", leftMinor },
  ...over,
});
const claim = (id: string, openMinor: number, over: Partial<OpenClaim> = {}): OpenClaim => ({
  ...{ id, customerId: "k", currency: "PEN", openMinor },
  ...over,
});
const told = (...given: Parameters<typeof planAllocation>) =>
  planAllocation(...given).map((one) => `${one.sourceId} ${one.invoiceId} ${one.amountMinor}`);

test("sources pay claims in their order until one of the two is used up", () => {
  const claims = [claim("a", 100), claim("b", 50)];
  expect(told([source("p", 120)], claims)).toEqual(["p a 100", "p b 20"]);
  expect(told([source("p", 30), source("q", 200)], claims)).toEqual(["p a 30", "q a 70", "q b 50"]);
  expect(told([source("p", 100)], claims)).toEqual(["p a 100"]);
});

test("nobody pays for another customer, nor in another currency, and nothing is no allocation", () => {
  const money = [source("p", 10)];
  expect(told(money, [claim("a", 10, { customerId: "z" })])).toEqual([]);
  expect(told(money, [claim("a", 10, { currency: "USD" })])).toEqual([]);
  expect(told([source("p", 0)], [claim("a", 10)])).toEqual([]);
  expect(told(money, [claim("paid", 0), claim("a", 4)])).toEqual(["p a 4"]);
  expect(told(money, [])).toEqual([]);
});

test("whatever there is, no source and no claim is exceeded, and money is left only where no claim is", () => {
  const some = fc.record({
    customerId: fc.constantFrom("k", "l"),
    currency: fc.constantFrom("PEN", "USD"),
    minor: fc.integer({ min: 0, max: 900 }),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 6 }), fc.array(some, { maxLength: 8 }), (own, owed) => {
      const sources = own.map(({ minor, ...of }, at) => source(`p${at}`, minor, of));
      const claims = owed.map(({ minor, ...of }, at) => claim(`c${at}`, minor, of));
      const plan = planAllocation(sources, claims);
      const spent = (id: string) =>
        plan.reduce((sum, one) => (one.sourceId === id ? sum + one.amountMinor : sum), 0);
      const paid = (id: string) =>
        plan.reduce((sum, one) => (one.invoiceId === id ? sum + one.amountMinor : sum), 0);
      for (const one of claims) expect(paid(one.id)).toBeLessThanOrEqual(one.openMinor);
      for (const one of sources) {
        expect(spent(one.id)).toBeLessThanOrEqual(one.leftMinor);
        const mine = claims.filter(
          (of) => of.customerId === one.customerId && of.currency === one.currency,
        );
        if (spent(one.id) < one.leftMinor)
          for (const of of mine) expect(paid(of.id)).toBe(of.openMinor);
      }
    }),
  );
});
