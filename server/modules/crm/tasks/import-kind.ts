import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { countUsage } from "@/server/modules/tenants/count-usage";
import { defineTask, type ItemOutcome, type TaskItem } from "@/server/modules/work/define-task";
import type { Ctx } from "@/server/tenancy/context";
import { insertCustomers } from "../internal/insert-customers";
import { countryOf, knownContacts } from "../internal/read-import";
import { contactsOf, type ImportedCustomer, readRow } from "../rules/import-rows";

/** Customers from a file's rows. Undone, those that nobody touched since are archived: a customer is never deleted. */
export const importCustomers = defineTask({
  kind: "customers.import",
  permission: "customer.import",
  input: z.object({ fileId: z.uuid() }),
  list: "/customers",
  chunk: 200,
  undoHours: 72,
  // `startImport` reads the file before the transaction and gives the rows itself.
  prepare: async () => ({ items: [] }),
  runChunk: (ctx, tx, _input, items) => importChunk(ctx, tx, items),
  undoChunk: (ctx, tx, _input, items) => archiveUntouched(ctx, tx, items),
});

type Understood = { item: TaskItem; customer: ImportedCustomer };

async function importChunk(ctx: Ctx, tx: Tx, items: readonly TaskItem[]): Promise<ItemOutcome[]> {
  const country = await countryOf(ctx, tx);
  const outcomes: ItemOutcome[] = [];
  const understood: Understood[] = [];
  for (const item of items) {
    const { problem, line: _line, ...given } = item.given ?? {};
    const read = problem ? { problem } : readRow(given, country);
    if ("problem" in read) outcomes.push({ id: item.id, error: read.problem });
    else understood.push({ item, customer: read });
  }
  // Since the dry run somebody may have added one of them by hand.
  const contacts = understood.flatMap(({ customer }) => contactsOf(customer));
  const known = await knownContacts(ctx, tx, contacts);
  const isKnown = ({ customer }: Understood) => contactsOf(customer).some((one) => known.has(one));
  const fresh = understood.filter((one) => !isKnown(one));
  for (const { item } of understood.filter(isKnown))
    outcomes.push({ id: item.id, error: "import_exists" });
  return [...outcomes, ...(await insert(ctx, tx, fresh))];
}

async function insert(ctx: Ctx, tx: Tx, fresh: readonly Understood[]): Promise<ItemOutcome[]> {
  const owner = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
  const rows = fresh.map(({ customer }) => ({
    ...customer,
    locale: ctx.locale,
    portalAccess: true,
    businessUnitId: null,
    branchId: null,
    ownerMembershipId: owner,
  }));
  const made = await insertCustomers(ctx, tx, rows, "import");
  return fresh.map(({ item }, place) => ({
    id: item.id,
    entityId: made[place]?.id ?? "",
    before: { at: ctx.now.toISOString() },
  }));
}

/** Untouched: as the import wrote it, and never signed in. */
async function archiveUntouched(
  ctx: Ctx,
  tx: Tx,
  items: readonly TaskItem[],
): Promise<ItemOutcome[]> {
  const asked = items.map(({ entityId, before }) => ({ id: entityId, at: before?.["at"] }));
  const { rows } = await tx.execute<{ id: string }>(sql`
    update customers c set archived_at = ${ctx.now.toISOString()}, updated_at = ${ctx.now.toISOString()}
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as o (id uuid, at text)
    where c.tenant_id = ${ctx.tenantId} and c.id = o.id and c.archived_at is null
      and c.updated_at = o.at::timestamptz
      and not exists (select 1 from sessions s where s.tenant_id = c.tenant_id and s.customer_id = c.id)
    returning c.id`);
  if (rows.length > 0) await countUsage(ctx, tx, "customers", -rows.length);
  for (const { id } of rows)
    record(ctx, "customer.archived", {
      entity: { type: "customer", id },
      payload: { taskId: null },
    });
  const back = new Set(rows.map(({ id }) => id));
  return items.map(({ id, entityId }) =>
    back.has(entityId ?? "") ? { id } : { id, error: "row_changed_since" },
  );
}
