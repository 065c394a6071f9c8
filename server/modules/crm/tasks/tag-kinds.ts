import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import { defineTask, type ItemOutcome, type TaskItem } from "@/server/modules/work/define-task";
import { selection, type Selection } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { chosenCustomers } from "../internal/chosen-customers";
import { withinReach } from "../within-reach";

const input = z.object({ selection, tagId: z.uuid() });
type Given = { selection: Selection; tagId: string };

/** A tag put on many customers or taken off, to be undone for a day. */
const taggingTask = (kind: string, puts: boolean) =>
  defineTask({
    kind,
    permission: "customer.manage",
    input,
    list: "/customers",
    chunk: 200,
    undoHours: 24,
    prepare: async (ctx, tx, given) => {
      const { selection: chosen, tagId } = given as Given;
      const { rowCount } = await tx.execute(
        sql`select 1 from tags where tenant_id = ${ctx.tenantId} and id = ${tagId}`,
      );
      if (!rowCount)
        throw new Invalid("reference_unknown", {}, { fields: { tagId: "reference_unknown" } });
      const rows = chosenCustomers(ctx, "customer.manage", chosen);
      return { select: sql`select id as entity_id from customers where ${rows} order by number` };
    },
    runChunk: (ctx, tx, given, items) => tagMany(ctx, tx, (given as Given).tagId, puts, items),
    undoChunk: (ctx, tx, given, items) => tagMany(ctx, tx, (given as Given).tagId, !puts, items),
  });

/** One statement a chunk, a fact a row that changed; one that has it already (or not) says so. */
async function tagMany(
  ctx: Ctx,
  tx: Tx,
  tagId: string,
  puts: boolean,
  items: readonly TaskItem[],
): Promise<ItemOutcome[]> {
  const ids = sql`${sql.param(items.map((item) => item.entityId))}::uuid[]`;
  const { rows } = await tx.execute<{ id: string }>(
    puts
      ? sql`insert into customer_tags (tenant_id, customer_id, tag_id)
          select customers.tenant_id, customers.id, g.id from customers
          join tags g on g.tenant_id = customers.tenant_id and g.id = ${tagId}
          where customers.tenant_id = ${ctx.tenantId} and customers.id = any(${ids}) and ${withinReach(ctx, "customer.manage")}
          on conflict do nothing returning customer_id as id`
      : sql`delete from customer_tags x using customers where x.tenant_id = ${ctx.tenantId} and x.tag_id = ${tagId}
          and x.customer_id = any(${ids}) and customers.tenant_id = x.tenant_id and customers.id = x.customer_id
          and ${withinReach(ctx, "customer.manage")} returning x.customer_id as id`,
  );
  for (const { id } of rows)
    record(ctx, "customer.tagsChanged", {
      entity: { type: "customer", id },
      payload: puts ? { added: [tagId], removed: [] } : { added: [], removed: [tagId] },
    });
  const changed = new Set(rows.map(({ id }) => id));
  return items.map(({ id, entityId }) =>
    changed.has(entityId ?? "") ? { id } : { id, error: "row_already_so" },
  );
}

export const addTag = taggingTask("customers.addTag", true);
export const removeTag = taggingTask("customers.removeTag", false);
