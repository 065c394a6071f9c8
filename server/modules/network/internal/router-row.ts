import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { RouterAccount } from "../port";
import type { CutMethod, RouterWords } from "../rules/access";

/** A router's row, without what people do not see. */
export type RouterRow = RouterWords & {
  readonly id: string;
  readonly integrationId: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tlsMode: "none" | "pinned" | "anonymous";
  readonly tlsFingerprint: string | null;
  readonly userName: string;
  readonly codePage: string;
  readonly cutMethod: CutMethod;
  readonly state: "new" | "ready" | "attention" | "offline";
  readonly identity: string | null;
  readonly serial: string | null;
  readonly version: string | null;
  readonly board: string | null;
  readonly clockSkewMs: number | null;
  readonly latencyMs: number | null;
  readonly checkedAt: string | null;
  readonly lastSeenAt: string | null;
  readonly lastError: string | null;
  readonly failingSince: string | null;
  readonly createdAt: string;
};

const iso = (column: string) =>
  sql.raw(`to_char(r.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** The columns of `RouterRow`, from `routers r`. */
export const routerColumns = sql`r.id, r.integration_id as "integrationId", r.name, r.host, r.port, r.tls_mode as "tlsMode", r.tls_fingerprint as "tlsFingerprint",
  r.user_name as "userName", r.code_page as "codePage", r.cut_method as "cutMethod", r.cut_list as "cutList",
  r.soft_list as "softList", r.cut_profile as "cutProfile", r.soft_profile as "softProfile", r.state, r.identity, r.serial,
  r.version, r.board, r.clock_skew_ms::float8 as "clockSkewMs", r.latency_ms as "latencyMs", ${iso("checked_at")} as "checkedAt",
  ${iso("last_seen_at")} as "lastSeenAt", r.last_error as "lastError", ${iso("failing_since")} as "failingSince",
  ${iso("created_at")} as "createdAt"`;

/** Loads one router of the tenant; throws `NotFound`. */
export async function fetchRouter(
  ctx: Ctx,
  tx: Tx,
  routerId: string,
  { lock = false } = {},
): Promise<RouterRow> {
  const { rows } = await tx.execute<RouterRow>(sql`select ${routerColumns} from routers r
    where r.tenant_id = ${ctx.tenantId} and r.id = ${routerId} ${lock ? sql`for update` : sql``}`);
  if (!rows[0]) throw new NotFound("router");
  return rows[0];
}

/** A router ready to be called. Throws `NotFound`, or `Unavailable` while its integration is paused. */
export async function openRouter(
  ctx: Ctx,
  routerId: string,
): Promise<{ router: RouterRow; account: RouterAccount }> {
  const router = await inTenant(ctx, (tx) => fetchRouter(ctx, tx, routerId));
  const { id, credentials, deviceTransport } = await openIntegration(ctx, router.integrationId);
  const { host, port, userName: user, codePage, tlsMode, tlsFingerprint } = router;
  const tls =
    tlsMode === "pinned"
      ? { mode: tlsMode, fingerprint256: tlsFingerprint ?? "" }
      : { mode: tlsMode };
  const cidrs = deviceTransport.kind === "allowPrivate" ? deviceTransport.cidrs : [];
  const account = { integrationId: id, host, port, tls, user, codePage, cidrs };
  return { router, account: { ...account, password: credentials.password ?? "" } };
}
