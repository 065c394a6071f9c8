import { and, eq, ne, sql } from "drizzle-orm";
import { apiKeyNetworks } from "@/db/schema/auth";
import { log } from "@/server/log";
import { homeNetwork } from "@/server/modules/auth/rules/networks";
import { noteSecurity } from "@/server/modules/auth/note-security";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

type Call = { tenantId: string; apiKeyId: string; now: Date; ip: string };

const key = Symbol.for("trama.apiKeyNetworks");
type Known = { networks: Set<string>; refused: Map<string, number> };
type Holder = { [key]?: Known };
const known: Known = ((globalThis as Holder)[key] ??= { networks: new Set(), refused: new Map() });
const MAX_ENTRIES = 50_000;
/** A refused key that hammers is written down this often, not at each call. */
const REFUSAL_EVERY_MS = 10_000;

/**
 * Remembers the network that a key is used from; one that is new to a key which has been used elsewhere is told in the
 * security log, once. Asks the database once per key and network in a process; a failure never fails the call.
 */
export async function noteApiKeyNetwork(call: Call): Promise<void> {
  const network = homeNetwork(call.ip);
  if (network === undefined) return;
  const name = `${call.apiKeyId}:${network}`;
  if (known.networks.has(name)) return;
  try {
    await writeDown(call, network);
    if (known.networks.size >= MAX_ENTRIES) known.networks.clear();
    known.networks.add(name);
  } catch (error) {
    log.warn({ err: error, tenantId: call.tenantId }, "network of a key not written");
  }
}

function writeDown({ tenantId, apiKeyId, now, ip }: Call, network: string): Promise<void> {
  const ctx = systemCtx(tenantId, "auth.apiKeyNetwork", { now, ip });
  return inTenant(ctx, async (tx) => {
    const [added] = await tx
      .insert(apiKeyNetworks)
      .values({ tenantId, apiKeyId, network, firstSeenAt: now })
      .onConflictDoNothing()
      .returning({ id: apiKeyNetworks.id });
    if (!added) return;
    const [other] = await tx
      .select({ one: sql`1` })
      .from(apiKeyNetworks)
      .where(
        and(
          eq(apiKeyNetworks.tenantId, tenantId),
          eq(apiKeyNetworks.apiKeyId, apiKeyId),
          ne(apiKeyNetworks.network, network),
        ),
      )
      .limit(1);
    if (other)
      await noteSecurity(tx, ctx, { kind: "keyFromNewNetwork", apiKeyId, details: { network } });
  });
}

/** Tells the security log that a key was used from where it may not be. */
export async function noteRefusedNetwork(call: Call): Promise<void> {
  const name = `${call.apiKeyId}:${call.ip}`;
  const last = known.refused.get(name) ?? 0;
  if (call.now.getTime() - last < REFUSAL_EVERY_MS) return;
  if (known.refused.size >= MAX_ENTRIES) known.refused.clear();
  known.refused.set(name, call.now.getTime());
  const { tenantId, apiKeyId, now, ip } = call;
  const ctx = systemCtx(tenantId, "auth.apiKeyNetwork", { now, ip });
  await inTenant(ctx, (tx) => noteSecurity(tx, ctx, { kind: "keyRefusedNetwork", apiKeyId })).catch(
    (error: unknown) => log.warn({ err: error, tenantId }, "refused key not written"),
  );
}
