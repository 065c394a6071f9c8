import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { type BackupDto, backupDto } from "../schema";

export const backupPlace = (rowId: string) => ({
  table: "config_backups",
  column: "content_sealed",
  rowId,
});

const iso = (column: string) =>
  sql.raw(`to_char(b.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
export const backupColumns = sql`b.id, b.hash, b.lines, b.added, b.removed, ${iso("created_at")} as "createdAt",
  ${iso("seen_at")} as "seenAt"`;

/** One backup without its text; throws `NotFound`. */
export async function readBackup(ctx: Ctx, tx: Tx, backupId: string): Promise<BackupDto> {
  const { rows } = await tx.execute(sql`select ${backupColumns} from config_backups b
    where b.tenant_id = ${ctx.tenantId} and b.id = ${backupId}`);
  if (!rows[0]) throw new NotFound("configBackup");
  return backupDto.parse(rows[0]);
}
