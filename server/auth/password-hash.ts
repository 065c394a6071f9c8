import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB (in KiB), 2 passes, 1 lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_LENGTH = 32;

/** Hashes a password as a PHC string (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`); about 20 ms of a pool thread. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await compute(password, salt, COST, TAG_LENGTH);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(tag)}`;
}

/**
 * Does the password match the PHC string? Without a string (no such account) it does the same work
 * and answers false, so that time tells nobody which accounts exist.
 */
export async function verifyPassword(
  password: string,
  phc: string | null | undefined,
): Promise<boolean> {
  const known = phc ? parse(phc) : undefined;
  const { salt, tag, cost } = known ?? NOBODY;
  const computed = await compute(password, salt, cost, tag.length);
  return timingSafeEqual(computed, tag) && known !== undefined;
}

type Parsed = { salt: Buffer; tag: Buffer; cost: typeof COST };
const NOBODY: Parsed = { salt: randomBytes(16), tag: randomBytes(TAG_LENGTH), cost: COST };

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function parse(phc: string): Parsed | undefined {
  const [, memory, passes, parallelism, salt = "", tag = ""] = PHC.exec(phc) ?? [];
  if (!memory) return undefined;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

function compute(
  password: string,
  nonce: Buffer,
  cost: typeof COST,
  tagLength: number,
): Promise<Buffer> {
  // NFKC: the same password typed on two keyboards is the same bytes.
  const message = Buffer.from(password.normalize("NFKC"), "utf8");
  return derive("argon2id", { message, nonce, tagLength, ...cost });
}

/** Base64 without padding, as PHC strings have it. */
const text = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
