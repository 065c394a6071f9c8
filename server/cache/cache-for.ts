import type { z } from "zod";
import { composition } from "@/server/composition";
import { isUuid } from "@/server/kernel/ids";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { outsideTransaction } from "@/server/tenancy/outside-transaction";
import type { CacheStore } from "./port";

/** One tenant's cache, for use outside transactions. A store that fails is a miss: the caller computes again and nobody sees an error. */
export type TenantCache = {
  /** The cached value when it is there and still fits the schema. */
  get<S extends z.ZodType>(name: string, schema: S): Promise<z.output<S> | undefined>;
  set(name: string, value: unknown, ttlSeconds: number): Promise<void>;
  delete(name: string): Promise<void>;
};

const NAME = /^[A-Za-z0-9][A-Za-z0-9:._-]{0,199}$/;

/** The cache of the context's tenant: every key starts with the tenant, every value repeats it and is checked. */
export function cacheFor(
  ctx: Pick<Ctx, "tenantId">,
  store: CacheStore = composition().cache,
): TenantCache {
  const { tenantId } = ctx;
  if (!isUuid(tenantId)) throw new Error("cacheFor: tenant id is not a uuid");
  return {
    get: (name, schema) => softly(async () => unwrap(tenantId, name, schema, store)),
    set: (name, value, ttlSeconds) => {
      const text = JSON.stringify({ tenantId, value });
      return softly(() => store.set(keyOf(tenantId, name), text, checkedTtl(ttlSeconds)));
    },
    delete: (name) => softly(() => store.delete(keyOf(tenantId, name))),
  };
}

/** `tenant:<id>:<name>`; names are ours, never a user's text. */
export function keyOf(tenantId: string, name: string): string {
  if (!NAME.test(name)) throw new RangeError(`cache: bad name ${JSON.stringify(name)}`);
  return `tenant:${tenantId}:${name}`;
}

function checkedTtl(ttlSeconds: number): number {
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > 86_400)
    throw new RangeError("cache: ttlSeconds must be a whole number from 1 to 86400");
  return ttlSeconds;
}

async function unwrap<S extends z.ZodType>(
  tenantId: string,
  name: string,
  schema: S,
  store: CacheStore,
): Promise<z.output<S> | undefined> {
  const text = await store.get(keyOf(tenantId, name));
  if (text === undefined) return undefined;
  const entry = JSON.parse(text) as { tenantId?: unknown; value?: unknown } | null;
  if (entry?.tenantId !== tenantId) {
    log.error({ tenantId, name }, "cache entry of another tenant was refused");
    return undefined;
  }
  const parsed = schema.safeParse(entry.value);
  return parsed.success ? parsed.data : undefined;
}

/** A wrong name or time is our bug and throws; a store that does not answer is only logged. */
async function softly<T>(work: () => Promise<T>): Promise<T | undefined> {
  outsideTransaction("cache");
  try {
    return await work();
  } catch (error) {
    if (error instanceof RangeError) throw error;
    log.warn({ err: error }, "cache does not answer");
    return undefined;
  }
}
