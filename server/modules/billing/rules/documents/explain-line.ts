import type { ExplanationDto } from "../../schema";

type Explained = { kind: string; explanation: Record<string, unknown> };

/** Words of `invoices.explain` in messages, in the order in which they are said. */
const SAID: readonly { key: string; when: string; values: readonly string[] }[] = [
  { key: "priceFrom", when: "priceFrom", values: ["price", "priceFrom"] },
  { key: "ownPrice", when: "ownPrice", values: ["ownPrice"] },
  { key: "quantity", when: "quantity", values: ["quantity"] },
  { key: "days", when: "days", values: ["days", "ofDays"] },
  { key: "period", when: "periodStart", values: ["periodStart", "periodEnd"] },
  { key: "percent", when: "percent", values: ["percent"] },
  { key: "reason", when: "reason", values: ["reason"] },
  { key: "taxIncluded", when: "taxIncluded", values: ["taxRate", "taxCode", "taxRateFrom"] },
  { key: "fx", when: "fxRate", values: ["fxRate", "fxOn"] },
];

const text = (value: unknown): string | number | undefined =>
  typeof value === "number" || typeof value === "string" ? value : undefined;

/** Formulas that have words of their own; any other is told by its parts alone. */
export const FORMULAS = [
  "manual",
  "catalogue",
  "opening",
  "period",
  "fullPeriod",
  "proration",
  "planChange",
  "setup",
  "lateFee",
  "reconnectionFee",
  "discount",
  "charge",
  "earlyTermination",
  "usage",
  "deposit",
] as const;
const known = new Set<string>(FORMULAS);

/** Why a line is what it is, as keys of words with their values: the formula first, then what it was fed with. */
export function explainLine({ kind, explanation }: Explained): ExplanationDto[] {
  const formula = text(explanation.formula) ?? kind;
  const first = [formula, kind].find((name) => known.has(String(name)));
  const said = SAID.flatMap(({ key, when, values }) => {
    const given = explanation[when];
    if (given === undefined || given === null) return [];
    const pairs = values.map((name) => [name, text(explanation[name])] as const);
    if (key === "quantity" && Number(given) === 1) return [];
    const name = key === "taxIncluded" && given === false ? "taxAdded" : key;
    if (key !== "taxIncluded" && pairs.some(([, value]) => value === undefined)) return [];
    return [{ key: name, values: Object.fromEntries(pairs.map(([n, v]) => [n, v ?? ""])) }];
  });
  return [...(first ? [{ key: String(first), values: {} }] : []), ...said];
}
