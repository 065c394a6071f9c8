import { insertCustomers } from "@/server/modules/crm/insert-customers";
import type { ImportedRow } from "../rules/read-rows";
import type { Writer } from "./import-tasks";

/** Customers of the file, each of them whoever imports it: in the tenant's language, with a portal to be invited to. */
export const writeCustomers: Writer = async (ctx, tx, rows) => {
  const owner = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
  const given = rows.map(({ read }) => ({
    ...(read.row as ImportedRow["customers"]),
    locale: ctx.locale,
    portalAccess: true,
    businessUnitId: null,
    branchId: null,
    ownerMembershipId: owner,
  }));
  const made = await insertCustomers(ctx, tx, given, "import");
  return rows.map(({ item }, place) => ({
    id: item.id,
    entityId: made[place]?.id ?? "",
    before: { at: ctx.now.toISOString() },
  }));
};
