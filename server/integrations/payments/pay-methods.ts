import {
  type GatewayAccount,
  GatewayProblem,
  methodsOf,
  type MethodTable,
  type PayMethod,
  VOUCHER_DAYS,
} from "./schema";

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
