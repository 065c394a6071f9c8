import { sql } from "drizzle-orm";
import { z } from "zod";
import { defineTask } from "@/server/modules/work/define-task";
import { selection, type Selection } from "@/server/modules/work/schema";
import { chosenCustomers } from "../internal/chosen-customers";
import { requireReferences } from "../internal/require-references";
import { type BulkColumn, putBack, setOnMany } from "../internal/set-on-many";

const UNDO_HOURS = 24;
const CHUNK = 200;

/** One column set on many customers: chosen at the start, in the order of their numbers, to be undone for a day. */
const settingTask = <V extends z.ZodType<string | null>>(
  kind: string,
  column: BulkColumn,
  value: V,
  valueNow: (given: string | null, now: Date) => string | null,
) =>
  defineTask({
    kind,
    permission: "customer.manage",
    input: z.object({ selection, value }),
    list: "/customers",
    chunk: CHUNK,
    undoHours: UNDO_HOURS,
    prepare: async (ctx, tx, input) => {
      const given = (input as { value: string | null }).value;
      if (column !== "archived_at") await requireReferences(ctx, tx, { [fieldOf(column)]: given });
      const chosen = chosenCustomers(
        ctx,
        "customer.manage",
        (input as { selection: Selection }).selection,
      );
      return { select: sql`select id as entity_id from customers where ${chosen} order by number` };
    },
    runChunk: (ctx, tx, input, items, taskId) =>
      setOnMany(
        ctx,
        tx,
        column,
        valueNow((input as { value: string | null }).value, ctx.now),
        items,
        taskId,
      ),
    undoChunk: (ctx, tx, _input, items) => putBack(ctx, tx, column, items, null),
  });

const fieldOf = (column: BulkColumn) =>
  column === "owner_membership_id" ? "ownerMembershipId" : "businessUnitId";
const id = z.uuid().nullable();

export const archiveCustomers = settingTask(
  "customers.archive",
  "archived_at",
  z.null(),
  (_given, now) => now.toISOString(),
);
export const assignOwner = settingTask(
  "customers.assignOwner",
  "owner_membership_id",
  id,
  (v) => v,
);
export const setUnit = settingTask("customers.setUnit", "business_unit_id", id, (v) => v);
