import { createHash, hkdfSync } from "node:crypto";
import { composition } from "@/server/composition";

/** A master key as the envelope uses it. */
export type MasterKey = { readonly id: string; readonly key: Buffer };

/** Key-encryption key derived from the master secret, which also derives the database roles' passwords. */
export function masterKeyFrom(base64: string): MasterKey {
  const secret = Buffer.from(base64, "base64");
  const key = Buffer.from(hkdfSync("sha256", secret, "", "trama:key-encryption:v1", 32));
  return { id: createHash("sha256").update("id").update(key).digest("hex").slice(0, 12), key };
}

/** The master key that wraps new data keys. */
export const currentMasterKey = (): MasterKey => masterKeyFrom(composition().env.TRAMA_MASTER_KEY);

/** The master key with this id: the current or, during a rotation, the previous one. Throws when it is neither. */
export function masterKeyById(id: string): MasterKey {
  const { TRAMA_MASTER_KEY, TRAMA_MASTER_KEY_PREVIOUS } = composition().env;
  for (const base64 of [TRAMA_MASTER_KEY, TRAMA_MASTER_KEY_PREVIOUS]) {
    const candidate = base64 === undefined ? undefined : masterKeyFrom(base64);
    if (candidate?.id === id) return candidate;
  }
  throw new Error(
    `a data key is wrapped by master key ${id}, which is neither TRAMA_MASTER_KEY nor TRAMA_MASTER_KEY_PREVIOUS`,
  );
}
