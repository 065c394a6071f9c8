import { minorDigits } from "./money-locale";

/**
 * What a person typed as an amount → minor units (céntimos); null: no amount. Points and commas are read by their
 * place: the last one with at most as many digits after it as the currency has is the decimal sign, others group.
 */
export function parseMoney(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const plain = text
    .replaceAll(/[\s\u00a0\u202f']/g, "")
    .replace(/^\p{Sc}|^[A-Z]{0,3}\p{Sc}\/?|^S\//u, "");
  const match = /^([-−]?)(\d[\d.,]*|[.,]\d+)$/.exec(plain);
  const number = match?.[2];
  if (number === undefined) return null;
  const decimal = digits === 0 ? undefined : new RegExp(`[.,](\\d{1,${digits}})$`).exec(number);
  const whole = decimal ? number.slice(0, decimal.index) : number.replace(/[.,]$/, "");
  if (!isGrouped(whole)) return null;
  const minor =
    Number(whole.replaceAll(/[.,]/g, "") || "0") * 10 ** digits +
    Number((decimal?.[1] ?? "").padEnd(digits, "0") || "0");
  if (!Number.isSafeInteger(minor)) return null;
  return match?.[1] ? -minor || 0 : minor;
}

/** Digits alone, or groups of three behind one kind of sign. */
function isGrouped(whole: string): boolean {
  return (
    /^\d*$/.test(whole) || /^\d{1,3}(?:\.\d{3})+$/.test(whole) || /^\d{1,3}(?:,\d{3})+$/.test(whole)
  );
}
