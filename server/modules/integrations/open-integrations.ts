import { and, inArray, eq, type SQL, sql } from "drizzle-orm";
import { integrations } from "@/db/schema/operations";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openableColumns, openRow } from "./internal/open-row";
import type { OpenIntegration } from "./open-integration";

export type OpenIntegrations = {
  /** By id: gives the account or throws what `openIntegration` would, so that one that does not open spoils no other. */
  readonly accounts: ReadonlyMap<string, () => OpenIntegration>;
  /** Another one as soon as any of the accounts was changed, added or removed: hold it against `stampOfIntegrations`. */
  readonly stamp: string;
};

/** All of a tenant's accounts with these vendors, read at one moment and opened, in memory only. */
export async function openIntegrations(
  ctx: Ctx,
  vendors: readonly string[],
): Promise<OpenIntegrations> {
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({ ...openableColumns, version: sql<string>`integrations.xmin::text` })
      .from(integrations)
      .where(ofVendors(ctx, vendors))
      .orderBy(integrations.id);
    const accounts = new Map<string, () => OpenIntegration>();
    for (const { version: _, ...row } of rows)
      accounts.set(
        row.id,
        await openRow(ctx, tx, row).then(
          (opened) => () => opened,
          (error: unknown) => () => {
            throw error;
          },
        ),
      );
    return { accounts, stamp: rows.map(({ id, version }) => `${id}:${version}`).join(" ") };
  });
}

/**
 * The stamp as it is when the statement runs that this is part of: what was decided by accounts that were opened earlier may
 * be written down where it still is theirs. A row's `xmin` is the transaction that wrote it as it stands.
 */
export const stampOfIntegrations = (ctx: Ctx, vendors: readonly string[]): SQL =>
  sql`(select coalesce(string_agg(integrations.id::text || ':' || integrations.xmin::text, ' ' order by integrations.id), '')
    from integrations where ${ofVendors(ctx, vendors)})`;

const ofVendors = ({ tenantId }: Ctx, vendors: readonly string[]) =>
  and(eq(integrations.tenantId, tenantId), inArray(integrations.vendor, [...vendors]));
