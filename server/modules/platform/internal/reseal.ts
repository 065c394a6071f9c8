import { z } from "zod";
import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import { SEALED_COLUMNS } from "@/server/modules/tenants/tables";
import { unwrapKey } from "@/server/secrets/data-keys";
import { aadFor, decrypt, keyIdOf } from "@/server/secrets/envelope";
import { masterKeyById } from "@/server/secrets/master-key";
import { sealText } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import type { Manifest } from "./manifest";

/** A row's sealed columns, opened with the exported keys and sealed anew for the tenant that it now belongs to. */
export type Reseal = (
  table: string,
  rowId: string,
  row: unknown,
) => Promise<Record<string, unknown>>;

const texts = z.record(z.string(), z.unknown());

/** Throws Invalid("import_sealed") when the export was sealed under a master key that this installation does not have. */
export function prepareReseal(own: Ctx, tx: Tx, manifest: Manifest): Reseal {
  const from = manifest.tenant.id;
  const keys = new Map<string, Buffer>();
  const keyOf = (keyId: string): Buffer => {
    const wrapped = manifest.keys.find((key) => key.keyId === keyId);
    if (!wrapped) throw new Invalid("import_sealed", { key: keyId });
    const key =
      keys.get(keyId) ?? unwrapKey(masterKeyFor(wrapped), from, keyId, wrapped.wrappedKey);
    keys.set(keyId, key);
    return key;
  };
  return async (table, rowId, row) => {
    const patch: Record<string, unknown> = {};
    for (const column of SEALED_COLUMNS[table] ?? []) {
      const stored = texts.parse(row)[column];
      if (typeof stored !== "string") continue;
      const place = { table, column, rowId };
      const blob = textOf(stored);
      const plain = decrypt(keyOf(keyIdOf(blob)), aadFor(from, place), blob).toString();
      patch[column] = asStored(stored, await sealText(own, tx, place, plain));
    }
    return patch;
  };
}

function masterKeyFor({ masterKeyId }: { masterKeyId: string }) {
  try {
    return masterKeyById(masterKeyId);
  } catch (cause) {
    throw new Invalid("import_sealed", { key: masterKeyId }, { cause });
  }
}

/** `bytea` travels as `\x…` in JSON. */
const textOf = (stored: string): string =>
  stored.startsWith("\\x") ? Buffer.from(stored.slice(2), "hex").toString() : stored;

const asStored = (stored: string, blob: string): string =>
  stored.startsWith("\\x") ? `\\x${Buffer.from(blob).toString("hex")}` : blob;
