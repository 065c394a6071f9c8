import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** Throws `Conflict("tag_exists")` when another tag reads the same. One at a time a tenant, so that of two at once one is told. */
export async function refuseTakenTag(
  ctx: Ctx,
  tx: Tx,
  name: string,
  except: string | null = null,
): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`tags:${ctx.tenantId}`}, 0))`,
  );
  const { rowCount } = await tx.execute(sql`
    select 1 from tags where tenant_id = ${ctx.tenantId} and app.fold_text(name) = app.fold_text(${name})
      and id is distinct from ${except}::uuid`);
  if ((rowCount ?? 0) > 0) throw new Conflict("tag_exists", {}, { fields: { name: "tag_exists" } });
}
