import fc from "fast-check";
import { expect, test } from "vitest";
import { payingSettings, payWay, type PayWay } from "../settings/paying-schema";
import { waysFor, wayText } from "./pay-ways";

const way = (over: Partial<PayWay> = {}): PayWay => ({
  ...{ kind: "bank", currency: "PEN", name: "BCP", number: "191-1234567-0-12", more: "" },
  ...over,
});

test("a document names the ways of its own currency and those for any", () => {
  const ways = [
    way(),
    way({ currency: "USD", name: "BCP dólares" }),
    way({ currency: "", name: "Yape" }),
  ];
  expect(waysFor(ways, "PEN").map(({ name }) => name)).toEqual(["BCP", "Yape"]);
  expect(waysFor(ways, null)).toHaveLength(3);
});

test("a way is one line, whatever of it is missing", () => {
  expect(wayText(way({ more: "FibraNet S.A.C." }))).toBe(
    "BCP (PEN): 191-1234567-0-12 · FibraNet S.A.C.",
  );
  expect(wayText(way({ currency: "", name: "Oficina", number: "" }))).toBe("Oficina");
});

test("no link, markup, placeholder or hidden character comes in as a way to pay", () => {
  for (const bad of ["https://pay.evil", "www.evil.pe", "<b>x", "{{url}}", "a\nb", "a\u202eb"])
    expect(payWay.safeParse(way({ number: bad })).success, bad).toBe(false);
  expect(payWay.safeParse(way({ name: " " })).success).toBe(false);
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const read = payWay.safeParse(way({ more: text }));
      if (read.success) expect(wayText(read.data)).not.toMatch(/[\n\r<>{}]|https?:/i);
    }),
  );
  expect(payingSettings.parse({})).toEqual({ ways: [], linkDays: 60 });
});
