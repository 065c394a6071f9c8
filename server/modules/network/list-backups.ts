import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { backupColumns } from "./internal/backup-dto";
import { fetchRouter } from "./internal/router-row";
import { type BackupDto, backupDto, type RouterIdInput } from "./schema";

const MOST = 60;

/** A router's configurations, the newest first: one for each day on which something had changed. Throws `NotFound`. */
export function listBackups(ctx: Ctx, { routerId }: RouterIdInput): Promise<BackupDto[]> {
  authorize(ctx, "router.read");
  return inTenant(ctx, async (tx) => {
    await fetchRouter(ctx, tx, routerId);
    const { rows } = await tx.execute(sql`select ${backupColumns} from config_backups b
      where b.tenant_id = ${ctx.tenantId} and b.router_id = ${routerId} order by b.id desc limit ${MOST}`);
    return rows.map((row) => backupDto.parse(row));
  });
}
