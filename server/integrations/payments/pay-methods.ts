import { type GatewayAccount, GatewayProblem } from "./schema";

/** Ways in which somebody pays, by the names that they have in their countries. */
export const PAY_METHODS = [
  ...(["card", "paypal", "yape", "plin", "bankApp", "pagoefectivo", "pix", "boleto"] as const),
  ...(["oxxo", "spei", "pse", "efecty", "rapipago", "pagofacil", "khipu"] as const),
  ...(["abitab", "redpagos"] as const),
] as const;
export type PayMethod = (typeof PAY_METHODS)[number];

/** What a gateway can ask for. Each adapter's own says where its vendor has it from. */
export type MethodTable = {
  /** In every country and all money that it takes. */
  readonly everywhere: readonly PayMethod[];
  /** By country (ISO 3166-1 alpha-2) and currency. */
  readonly local: Readonly<Record<string, Readonly<Record<string, readonly PayMethod[]>>>>;
};

/** Days that somebody who took a code or a slip has to go and pay it. */
export const VOUCHER_DAYS = { least: 1, usual: 2, most: 7 } as const;

/** All ways of a gateway in a country, in that money. */
export const methodsOf = (table: MethodTable, country: string, currency: string): PayMethod[] => [
  ...table.everywhere,
  ...(table.local[country]?.[currency] ?? []),
];

/**
 * The ways that an account asks for: its country's, without those that the tenant switched off. Undefined: nobody knows
 * where the account is, and its page offers what it has. Throws `GatewayProblem` when none is left.
 */
export function askedMethods(
  table: MethodTable,
  { country, methodsOff = [] }: GatewayAccount,
  currency: string,
): PayMethod[] | undefined {
  if (country === undefined) return undefined;
  const on = methodsOf(table, country, currency).filter((method) => !methodsOff.includes(method));
  if (on.length === 0) throw new GatewayProblem("refused", "no_method");
  return on;
}

/** Until when a code or a slip is good: so many days from when its page was opened, and never shorter than the page. */
export function voucherEnd({ voucherDays = VOUCHER_DAYS.usual }: GatewayAccount, pageEnds: Date) {
  return new Date(pageEnds.getTime() + (voucherDays * 24 - PAGE_HOURS) * 3_600_000);
}
/** As long as our pages are open (`start-checkout.ts`). */
const PAGE_HOURS = 6;
