import { type Minor, toMajor } from "@/server/kernel/money";

/** `PEN 120.00`: the same in every language that we speak. */
export const amountText = (minor: Minor, currency: string): string =>
  `${currency} ${toMajor(minor, currency)}`;
