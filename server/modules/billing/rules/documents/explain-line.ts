import type { ExplanationDto } from "../../schema";

type Explained = { kind: string; explanation: Record<string, unknown> };

/** Words of `invoices.explain` in messages, in the order in which they are said: told where all their values are known. */
const SAID: readonly { key: string; values: readonly string[] }[] = [
  { key: "priceFrom", values: ["price", "priceFrom"] },
  { key: "ownPrice", values: ["ownPrice"] },
  { key: "quantity", values: ["quantity"] },
  { key: "days", values: ["days", "ofDays"] },
  { key: "linePeriod", values: ["periodStart", "periodEnd"] },
  { key: "percent", values: ["percent"] },
  { key: "reason", values: ["reason"] },
  { key: "fx", values: ["fxRate", "fxOn"] },
];

/** Formulas that have words of their own; any other is told by the line's kind, or by its parts alone. */
export const FORMULAS = [
  "manual",
  "catalogue",
  "opening",
  "fullPeriod",
  "proration",
  "planChange",
  "pause",
  "termination",
  "setupFee",
  "setup",
  "lateFee",
  "reconnectionFee",
  "byHand",
  "fixed",
  "fixedTimesDays",
  "percentOfLines",
  "credit",
  "earlyTermination",
  "recurring",
  "discount",
  "charge",
  "usage",
  "deposit",
] as const;
const known = new Set<string>(FORMULAS);

const text = (value: unknown): string | number | undefined =>
  typeof value === "number" || (typeof value === "string" && value !== "") ? value : undefined;

/** Why a line is what it is, as keys of words with their values: the formula first, then what it was fed with. */
export function explainLine({ kind, explanation }: Explained): ExplanationDto[] {
  const first = [explanation.formula, kind].find((name) => known.has(String(name)));
  const said = SAID.flatMap(({ key, values }) => {
    if (key === "quantity" && Number(explanation.quantity) === 1) return [];
    return told(key, values, explanation);
  });
  const tax = explanation.taxIncluded === false ? "taxAdded" : "taxIncluded";
  const rated = told(tax, ["taxRate", "taxCode", "taxRateFrom"], explanation);
  return [...(first ? [{ key: String(first), values: {} }] : []), ...said, ...rated];
}

function told(
  key: string,
  values: readonly string[],
  explanation: Record<string, unknown>,
): ExplanationDto[] {
  const pairs = values.map((name) => [name, text(explanation[name])] as const);
  if (pairs.some(([, value]) => value === undefined)) return [];
  return [{ key, values: Object.fromEntries(pairs) as ExplanationDto["values"] }];
}
