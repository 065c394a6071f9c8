import { sql } from "drizzle-orm";
import { log } from "@/server/log";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

type Use = { tenantId: string; apiKeyId: string; now: Date; ip: string };

const key = Symbol.for("trama.apiKeyUse");
type Holder = { [key]?: Map<string, Use> };
const pending: Map<string, Use> = ((globalThis as Holder)[key] ??= new Map());

/** Remembers when and whence a key was last used; `flushApiKeyUse` writes it down. */
export function noteApiKeyUse(use: Use): void {
  pending.set(`${use.tenantId}:${use.apiKeyId}`, use);
}

/** Writes the last use of every key that was used since the last call: one update a key, not one a request. */
export async function flushApiKeyUse(): Promise<void> {
  const uses = [...pending.values()];
  pending.clear();
  for (const { tenantId, apiKeyId, now, ip } of uses) {
    await inTenant(systemCtx(tenantId, "auth.apiKeyUse"), (tx) =>
      tx.execute(sql`
        update api_keys set last_used_at = ${now.toISOString()}, last_used_ip = ${ip}
        where id = ${apiKeyId} and tenant_id = ${tenantId}`),
    ).catch((error: unknown) =>
      log.warn({ err: error, tenantId }, "last use of a key not written"),
    );
  }
}
