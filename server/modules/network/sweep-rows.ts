import { sql } from "drizzle-orm";
import { z } from "zod";
import { composition } from "@/server/composition";
import { defineJob } from "@/server/jobs/define-job";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { send } from "./internal/bring";
import { noteFailure } from "./internal/note-seen";
import { openRouter } from "./internal/router-row";
import type { RouterLine } from "./port";
import type { Menu } from "./rules/access";
import { readTag } from "./rules/ownership";

type Orphan = { id: string; menu: Menu; rowId: string; routerId: string };

/** Takes away rows with our tag for services that a router does not hold any more; each is looked at once more before. */
export const sweepRows = defineJob({
  name: "network.sweepRows",
  schema: z.object({ runId: z.uuid() }),
  handle: async (ctx, { runId }) => {
    const orphans = await load(ctx, runId);
    const routerId = orphans[0]?.routerId;
    if (!routerId) return;
    const { account } = await openRouter(ctx, routerId);
    try {
      const call = { operation: "sweep", deadlineMs: 55_000, actionClass: "cut" } as const;
      const done = await composition().routers.use(ctx, account, call, async (line) => {
        const ids: string[] = [];
        for (const orphan of orphans) if (await sweep(ctx, line, orphan)) ids.push(orphan.id);
        return ids;
      });
      await inTenant(ctx, (tx) =>
        tx.execute(sql`update reconcile_rows set outcome = 'done'
          where tenant_id = ${ctx.tenantId} and id = any(${sql.param(done)}::uuid[])`),
      );
    } catch (error) {
      throw await noteFailure(ctx, routerId, error);
    }
  },
});

const load = (ctx: Ctx, runId: string): Promise<Orphan[]> =>
  inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<Orphan>(sql`
      select d.id, d.menu, d.row_id as "rowId", r.router_id as "routerId" from reconcile_rows d
      join reconcile_runs r on r.tenant_id = d.tenant_id and r.id = d.run_id
      where d.tenant_id = ${ctx.tenantId} and d.run_id = ${runId} and d.kind = 'extra' and d.service_id is null
        and d.outcome = 'open' and d.row_id is not null`);
    return rows;
  });

/** Gone already counts as done; a row that is another's by now stays. */
async function sweep(ctx: Ctx, line: RouterLine, { menu, rowId }: Orphan): Promise<boolean> {
  const options = { queries: [`?.id=${rowId}`], proplist: [".id", "comment"] };
  const row = (await line.run(`${menu}/print`, options)).rows.find((one) => one[".id"] === rowId);
  if (!row) return true;
  const tag = readTag(row.comment);
  if (tag?.tenantId !== ctx.tenantId || (await isHeld(ctx, tag.serviceId))) return false;
  await send(line, { kind: "remove", menu, id: rowId, row });
  return true;
}

/** Put on a router meanwhile: its row is not ours to take away. */
const isHeld = (ctx: Ctx, serviceId: string): Promise<boolean> =>
  inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute(sql`select 1 from router_accesses
      where tenant_id = ${ctx.tenantId} and service_id = ${serviceId}`);
    return rows.length > 0;
  });
