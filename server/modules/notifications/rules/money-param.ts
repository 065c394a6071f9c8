import { type Minor, toMajor } from "@/server/kernel/money";

/** An amount as templates take it: minor units of a currency → `89.90 PEN`. */
export const moneyParam = (minor: Minor, currency: string): string =>
  `${toMajor(minor, currency)} ${currency}`;
