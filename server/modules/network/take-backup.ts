import { hash } from "node:crypto";
import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { openText, sealText } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { backupPlace, readBackup } from "./internal/backup-dto";
import { noteFailure } from "./internal/note-seen";
import { openRouter } from "./internal/router-row";
import { RouterRefusal, type RouterLine, type Row } from "./port";
import { CONFIG_MENUS, configText, lineDiff } from "./rules/config-text";
import type { BackupDto, RouterIdInput } from "./schema";

/**
 * Reads a router's configuration and keeps it, sealed and without passwords; one that did not change since the last is
 * that one, seen again. A change is a fact with its counts. Throws `NotFound`, `Unavailable`.
 */
export async function takeBackup(ctx: Ctx, { routerId }: RouterIdInput): Promise<BackupDto> {
  authorize(ctx, "router.manage");
  const { account } = await openRouter(ctx, routerId);
  let text: string;
  try {
    const call = { operation: "backup", deadlineMs: 120_000, actionClass: "none" } as const;
    text = await composition().routers.use(ctx, account, call, (line) => readConfig(line));
  } catch (error) {
    throw await noteFailure(ctx, routerId, error);
  }
  return keep(ctx, routerId, text);
}

async function readConfig(line: RouterLine): Promise<string> {
  const menus = new Map<string, readonly Row[]>();
  for (const menu of CONFIG_MENUS) {
    try {
      menus.set(menu, (await line.run(`${menu}/print`)).rows);
    } catch (error) {
      if (!(error instanceof RouterRefusal)) throw error;
    }
  }
  return configText(menus);
}

function keep(ctx: Ctx, routerId: string, text: string): Promise<BackupDto> {
  const digest = hash("sha256", text, "hex");
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ id: string; hash: string; sealed: string }>(sql`
      select id, hash, content_sealed as sealed from config_backups
      where tenant_id = ${ctx.tenantId} and router_id = ${routerId} order by id desc limit 1`);
    const last = rows[0];
    if (last?.hash === digest) {
      await tx.execute(sql`update config_backups set seen_at = ${now}
        where tenant_id = ${ctx.tenantId} and id = ${last.id}`);
      return readBackup(ctx, tx, last.id);
    }
    const id = newId();
    const before = last ? await openText(ctx, tx, backupPlace(last.id), last.sealed) : text;
    const { added, removed } = lineDiff(before, text);
    const sealed = await sealText(ctx, tx, backupPlace(id), text);
    await tx.execute(sql`insert into config_backups (id, tenant_id, router_id, hash, content_sealed, lines, added, removed, created_at, seen_at)
      values (${id}, ${ctx.tenantId}, ${routerId}, ${digest}, ${sealed}, ${text.split("\n").length}, ${added.length},
        ${removed.length}, ${now}, ${now})`);
    if (last)
      record(ctx, "router.backupChanged", {
        entity: { type: "router", id: routerId },
        payload: { backupId: id, added: added.length, removed: removed.length },
      });
    return readBackup(ctx, tx, id);
  });
}
