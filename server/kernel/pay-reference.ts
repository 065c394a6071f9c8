/** Customers' numbers are written with at least so many digits before the check. */
const LEAST_DIGITS = 4;
const MODULUS = 97n;

/**
 * What a customer writes beside a transfer: their number and two check digits (ISO 7064 MOD 97-10), digits only, as
 * every bank's form takes them: customer 12 is `001265`. A wrong digit or two changed about is always seen. Pure.
 */
export function payReference(customerNumber: number): string {
  const digits = String(customerNumber).padStart(LEAST_DIGITS, "0");
  const check = 98n - ((BigInt(digits) * 100n) % MODULUS);
  return digits + String(check).padStart(2, "0");
}

/** Numbers of customers whose references stand in a text as people and banks write it: `Pago 0012-65, gracias`. Pure. */
export function customerNumbersIn(text: string): number[] {
  const joined = text.replaceAll(/(?<=\d)[-.](?=\d)/g, "");
  const found = (joined.match(/(?<!\d)\d{6,14}(?!\d)/g) ?? [])
    .filter((token) => BigInt(token) % MODULUS === 1n)
    .map((token) => Number(token.slice(0, -2)))
    .filter((number) => number > 0);
  return [...new Set(found)];
}
