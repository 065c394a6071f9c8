import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { z } from "zod";

/** What must come back with the data, or its secrets stay shut and its signatures stay unproven. */
const keysSchema = z.object({
  TRAMA_MASTER_KEY: z.string(),
  NEXTAUTH_SECRET: z.string(),
  TRAMA_AUDIT_SIGNING_KEY: z.string(),
});
export type Keys = z.output<typeof keysSchema>;

const sealedSchema = z.object({
  salt: z.string(),
  nonce: z.string(),
  tag: z.string(),
  text: z.string(),
});

// 64 MiB per guess: a backup may lie where strangers can try passphrases at leisure.
const derive = (passphrase: string, salt: Buffer) =>
  scryptSync(passphrase.normalize("NFC"), salt, 32, { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 });

/** The keys as JSON, encrypted under the passphrase (scrypt, AES-256-GCM). */
export function sealKeys(keys: Keys, passphrase: string): string {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", derive(passphrase, salt), nonce);
  const text = Buffer.concat([
    cipher.update(JSON.stringify(keysSchema.parse(keys))),
    cipher.final(),
  ]);
  const parts = { salt, nonce, tag: cipher.getAuthTag(), text };
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, part.toString("base64")]),
    ),
  );
}

/** Opens what `sealKeys` made; a wrong passphrase or a damaged file is one sentence. */
export function openKeys(sealed: string, passphrase: string): Keys {
  const raw = sealedSchema.parse(JSON.parse(sealed));
  const part = (text: string) => Buffer.from(text, "base64");
  const decipher = createDecipheriv(
    "aes-256-gcm",
    derive(passphrase, part(raw.salt)),
    part(raw.nonce),
  );
  decipher.setAuthTag(part(raw.tag));
  try {
    return keysSchema.parse(
      JSON.parse(Buffer.concat([decipher.update(part(raw.text)), decipher.final()]).toString()),
    );
  } catch (error) {
    throw new Error(
      "The keys of this backup do not open: TRAMA_BACKUP_PASSPHRASE is not the one it was made with.",
      { cause: error },
    );
  }
}
