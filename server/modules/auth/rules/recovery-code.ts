import { randomInt } from "node:crypto";

export const RECOVERY_CODES = 10;
/** Crockford's: nothing that paper makes look like another. */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

/** Ten codes `xxxxx-xxxxx` of 50 bits each. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => `${letters(5)}-${letters(5)}`);

/** As it was meant: spaces, hyphens, capitals and look-alikes do not count. */
export const normalRecoveryCode = (typed: string): string =>
  typed.toLowerCase().replace(/[\s-]/g, "").replace(/o/g, "0").replace(/[il]/g, "1");

const letters = (count: number): string =>
  Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join("");
