import { createHash, type KeyObject, sign, verify } from "node:crypto";
import { canonicalJson } from "@/server/kernel/canonical-json";
import type { ChainPoint } from "./chain";

/** A signed statement: at this instant the tenant's chain ended here. */
export type Checkpoint = ChainPoint & {
  tenantId: string;
  at: Date;
  keyId: string;
  /** Ed25519 over `checkpointText`, base64. */
  signature: string;
};

/** The text that is signed. */
export const checkpointText = (checkpoint: Omit<Checkpoint, "signature">): string =>
  canonicalJson({
    format: "trama-audit-checkpoint/1",
    tenant: checkpoint.tenantId,
    seq: checkpoint.seq,
    hash: checkpoint.hash,
    at: checkpoint.at.toISOString(),
    keyId: checkpoint.keyId,
  });

/** Short name of a public key: the first 16 hex digits of sha256 over its SPKI DER. */
export const keyIdOf = (publicKey: KeyObject): string =>
  createHash("sha256").update(spki(publicKey)).digest("hex").slice(0, 16);

/** SPKI DER of a public key. */
export const spki = (publicKey: KeyObject): Buffer =>
  publicKey.export({ format: "der", type: "spki" });

export const signCheckpoint = (
  privateKey: KeyObject,
  checkpoint: Omit<Checkpoint, "signature">,
): Checkpoint => ({
  ...checkpoint,
  signature: sign(null, Buffer.from(checkpointText(checkpoint)), privateKey).toString("base64"),
});

export const isSignedBy = (publicKey: KeyObject, checkpoint: Checkpoint): boolean =>
  verify(
    null,
    Buffer.from(checkpointText(checkpoint)),
    publicKey,
    Buffer.from(checkpoint.signature, "base64"),
  );
