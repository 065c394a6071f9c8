import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Where a ciphertext lives; it opens nowhere else. */
export type SecretPlace = {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
};

/** A ciphertext that was changed, moved to another place, or sealed under another key. */
export class SecretUnreadable extends Error {
  constructor(why: string) {
    super(`secret cannot be opened: ${why}`);
    this.name = "SecretUnreadable";
  }
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with AES-256-GCM under a fresh nonce: `v1.<keyId>.<nonce>.<ciphertext+tag>`, base64url. */
export function encrypt(keyId: string, key: Buffer, aad: string, plain: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(aad));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `v1.${keyId}.${nonce.toString("base64url")}.${sealed.toString("base64url")}`;
}

/** Opens what `encrypt` made; throws `SecretUnreadable` when anything differs. */
export function decrypt(key: Buffer, aad: string, blob: string): Buffer {
  const { nonce, sealed } = parseBlob(blob);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(aad)).setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SecretUnreadable("it was altered or belongs to another place");
  }
}

/** The id of the key that sealed the blob. */
export const keyIdOf = (blob: string): string => parseBlob(blob).keyId;

/** Associated data: tenant, table, column, row; as JSON, so that no part can run into the next. */
export const aadFor = (tenantId: string, place: SecretPlace): string =>
  JSON.stringify([tenantId, place.table, place.column, place.rowId]);

function parseBlob(blob: string): { keyId: string; nonce: Buffer; sealed: Buffer } {
  const [version, keyId, nonceText, sealedText, ...rest] = blob.split(".");
  const nonce = Buffer.from(nonceText ?? "", "base64url");
  const sealed = Buffer.from(sealedText ?? "", "base64url");
  const fits = nonce.length === NONCE_BYTES && sealed.length >= TAG_BYTES && rest.length === 0;
  if (version !== "v1" || !keyId || !fits) throw new SecretUnreadable("not a sealed value");
  return { keyId, nonce, sealed };
}
