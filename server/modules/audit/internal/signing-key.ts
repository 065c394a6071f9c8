import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { composition } from "@/server/composition";
import { keyIdOf } from "../rules/checkpoint";

/** The key that signs checkpoints (`TRAMA_AUDIT_SIGNING_KEY`), its public half and its short name. */
export function signingKey(): { privateKey: KeyObject; publicKey: KeyObject; keyId: string } {
  const der = Buffer.from(composition().env.TRAMA_AUDIT_SIGNING_KEY, "base64");
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, keyId: keyIdOf(publicKey) };
}
