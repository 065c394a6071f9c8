import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { openText } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { backupPlace, readBackup } from "./internal/backup-dto";
import { lineDiff } from "./rules/config-text";
import type { BackupDiffDto, BackupIdInput } from "./schema";

const LINES_MAX = 1_000;

/** What a backup has that the one before had not, and the other way round. Throws `NotFound`. */
export function getBackupDiff(ctx: Ctx, { backupId }: BackupIdInput): Promise<BackupDiffDto> {
  authorize(ctx, "router.manage");
  return inTenant(ctx, async (tx) => {
    const backup = await readBackup(ctx, tx, backupId);
    const { rows } = await tx.execute<{ id: string; sealed: string }>(sql`
      select b.id, b.content_sealed as sealed from config_backups b
      join config_backups t on t.tenant_id = b.tenant_id and t.router_id = b.router_id and t.id = ${backupId}
      where b.tenant_id = ${ctx.tenantId} and b.id <= t.id order by b.id desc limit 2`);
    const [after = "", before = ""] = await Promise.all(
      rows.map(({ id, sealed }) => openText(ctx, tx, backupPlace(id), sealed)),
    );
    const { added, removed } = lineDiff(before, after);
    return {
      ...backup,
      addedLines: added.slice(0, LINES_MAX),
      removedLines: removed.slice(0, LINES_MAX),
    };
  });
}
