import fc from "fast-check";
import { expect, test } from "vitest";
import { readCustomValues } from "./custom-values";
import { fieldKey } from "./field-key";
import { FIELD_TYPES, type FieldType } from "./fields-schema";
import { suggestedTake, takenFrom } from "./merged-fields";
import { readPlace, writePlace } from "./place-text";
import { type Known, reasonsOf } from "./reasons";

const field = (type: FieldType, over: object = {}) => ({
  key: "f",
  type,
  options: ["Norte", "Sur"],
  required: false,
  archivedAt: null,
  ...over,
});
const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null));

test("an own value is either kept in its type or said to be wrong, and what is kept is kept again", () => {
  fc.assert(
    fc.property(fc.constantFrom(...FIELD_TYPES), value, (type, given) => {
      const { values, problems } = readCustomValues([field(type)], { f: given });
      if (Object.keys(problems).length > 0) expect(values).toEqual({});
      else expect(readCustomValues([field(type)], values)).toEqual({ values, problems: {} });
    }),
  );
});

test.each([
  ["number", "12,5", 12.5],
  ["date", "2026-02-28", "2026-02-28"],
  ["boolean", "no", false],
  ["choice", "Sur", "Sur"],
  ["url", "https://x.demo/a", "https://x.demo/a"],
] as const)("a %s given as %s is kept as %s", (type, given, kept) => {
  expect(readCustomValues([field(type)], { f: given }).values).toEqual({ f: kept });
});

test.each([
  ["number", "doce"],
  ["date", "2026-02-30"],
  ["boolean", "quizá"],
  ["choice", "Este"],
  // oxlint-disable-next-line no-script-url -- that is what is refused
  ["url", "javascript:alert(1)"],
] as const)("a %s given as %s is refused", (type, given) => {
  expect(readCustomValues([field(type)], { f: given }).problems).toEqual({
    "custom.f": `field_not_${type}`,
  });
});

test("a key comes from the label, is never taken twice, and is safe to stand in a path", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 8 }), (labels) => {
      const keys: string[] = [];
      for (const label of labels) keys.push(fieldKey(label, keys));
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(key).toMatch(/^[a-z0-9][a-z0-9_]*$/);
    }),
  );
});

test("a place on the globe is read as it was written, to the breadth of a hand", () => {
  const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
  fc.assert(
    fc.property(degrees(89.9), degrees(179.9), (lat, lng) => {
      const read = readPlace(writePlace({ lat, lng }));
      expect(read?.lat).toBeCloseTo(lat, 5);
      expect(read?.lng).toBeCloseTo(lng, 5);
    }),
  );
});

test.each(["", "Lima", "91, 0", "0, 181", "1;2;3"])("%j is no place", (text) => {
  expect(readPlace(text)).toBeNull();
});

const calm: Known = {
  services: [{ state: "active", holds: [], desired: "on", observed: "on" }],
  overdueCount: 0,
  oldestDueOn: null,
  disputedCount: 0,
  promise: null,
  openTasks: 0,
  exempt: false,
  unreachable: false,
  failing: 0,
};

test("a customer is red for reasons that are named, the worst first; without any it is not", () => {
  expect(reasonsOf(calm)).toEqual([]);
  const red = reasonsOf({
    ...calm,
    services: [{ state: "suspended", holds: ["debt"], desired: "off", observed: "off" }],
    overdueCount: 2,
    oldestDueOn: "2026-01-08",
    promise: { status: "broken", dueOn: "2026-02-01" },
  });
  expect(red.map(({ key, count, day }) => [key, count, day])).toEqual([
    ["suspended", 1, null],
    ["overdue", 2, "2026-01-08"],
    ["promiseBroken", 1, "2026-02-01"],
  ]);
});

test("a merge suggests what the one that stays lacks, and takes a tax id as a whole", () => {
  const none = {
    name: "Ana",
    kind: "person" as const,
    legalName: "",
    taxCountry: "",
    taxIdKind: "",
    taxId: "",
    email: null,
    phone: null,
    city: "Lima",
    category: "",
    status: "active" as const,
    ownerMembershipId: null,
    businessUnitId: null,
    branchId: null,
    currency: null,
    dueDays: null,
    dunningPolicyId: null,
    dunningExempt: false,
    dunningExemptReason: "",
    custom: { a: 1 },
  };
  const tax = { taxCountry: "PE", taxIdKind: "DNI", taxId: "45678912" };
  const other = { ...none, ...tax, name: "Anita", email: "a@x.demo", custom: { b: 2 } };
  expect(suggestedTake(none, other)).toEqual(["tax", "email"]);
  expect(takenFrom(none, other, ["tax", "custom"])).toEqual({ ...tax, custom: { a: 1, b: 2 } });
});
