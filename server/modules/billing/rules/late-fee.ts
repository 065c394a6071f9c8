import { decimal, type Minor, toMajor, roundMinor } from "@/server/kernel/money";
import type { BillingSettings } from "../settings/schema";

type Fee = NonNullable<BillingSettings["lateFee"]>["fee"];

/** What paying late costs, a decimal text of major units: the fixed amount, or the share of what is open. */
export const lateFeeAmount = (fee: Fee, openMinor: Minor, currency: string): string =>
  fee.basis === "fixed"
    ? fee.amount
    : toMajor(roundMinor(decimal(openMinor).times(fee.percent).div(100)), currency);

const WORDS: Readonly<Record<string, string>> = {
  es: "Recargo por mora",
  en: "Late fee",
  pt: "Multa por atraso",
};

/** What the line says, in the tenant's language: documents keep it as it was written. */
export const lateFeeText = (locale: string, number: string): string =>
  `${WORDS[locale] ?? WORDS.es} · ${number}`;
