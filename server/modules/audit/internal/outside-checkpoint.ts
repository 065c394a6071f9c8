import { z } from "zod";
import { composition } from "@/server/composition";
import { NotFound } from "@/server/kernel/errors";
import { fileKey } from "@/server/files/file-key";
import { type Checkpoint, checkpointText, spki } from "../rules/checkpoint";
import { signingKey } from "./signing-key";

const stored = z.object({
  text: z.string(),
  signature: z.string(),
  keyId: z.string(),
});
const text = z.object({
  tenant: z.string(),
  seq: z.number(),
  hash: z.string(),
  at: z.iso.datetime(),
  keyId: z.string(),
});

const latestKey = (tenantId: string) => fileKey(tenantId, "audit", "latest-checkpoint.json");

/** Writes a checkpoint outside the database: a file of its own, and the one that is always the latest. Returns where. */
export async function putCheckpointOutside(checkpoint: Checkpoint): Promise<string> {
  const { files } = composition();
  const bytes = Buffer.from(
    JSON.stringify({
      text: checkpointText(checkpoint),
      signature: checkpoint.signature,
      keyId: checkpoint.keyId,
      publicKey: spki(signingKey().publicKey).toString("base64"),
    }),
  );
  const key = fileKey(checkpoint.tenantId, "audit", "checkpoints", `${checkpoint.seq}.json`);
  await files.put(key, bytes, { mediaType: "application/json" });
  await files.put(latestKey(checkpoint.tenantId), bytes, { mediaType: "application/json" });
  return key;
}

/** The latest checkpoint that stands outside the database; undefined before the first. */
export async function latestCheckpointOutside(tenantId: string): Promise<Checkpoint | undefined> {
  const bytes = await composition()
    .files.get(latestKey(tenantId))
    .catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
  if (!bytes) return undefined;
  const file = stored.parse(JSON.parse(Buffer.from(bytes).toString()));
  const { tenant, at, ...rest } = text.parse(JSON.parse(file.text));
  return { ...rest, tenantId: tenant, at: new Date(at), signature: file.signature };
}
