import { and, eq, ilike, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import { customers } from "@/db/schema/crm";
import { authorize, reachOf } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { definitionOf } from "./rules/registry";
import type { RecordDto, RecordsInput } from "./schema";

const SHOWN = 20;

/** People that a preview can be filled with: members or customers by the template, as far as the caller may see them. */
export async function listRecords(ctx: Ctx, input: RecordsInput): Promise<RecordDto[]> {
  authorize(ctx, "template.read");
  const { record } = definitionOf(input.template);
  if (record === "none") return [];
  authorize(ctx, record === "member" ? "member.read" : "customer.read");
  const like = `%${input.search.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return inTenant(ctx, (tx) =>
    record === "member" ? members(ctx, tx, like) : customersOf(ctx, tx, like),
  );
}

async function members(ctx: Ctx, tx: Tx, like: string): Promise<RecordDto[]> {
  const rows = await tx
    .select({ id: memberships.id, name: users.name, email: users.email, phone: memberships.phone })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, ctx.tenantId),
        or(ilike(users.name, like), ilike(users.email, like)),
      ),
    )
    .orderBy(users.name)
    .limit(SHOWN);
  return rows.map(toRecord);
}

async function customersOf(ctx: Ctx, tx: Tx, like: string): Promise<RecordDto[]> {
  const { id, name, email, phone } = customers;
  const rows = await tx
    .select({ id, name, email, phone })
    .from(customers)
    .where(and(visibleCustomers(ctx), or(ilike(name, like), ilike(customers.searchText, like))))
    .orderBy(name, id)
    .limit(SHOWN);
  return rows.map(toRecord);
}

/** All of them, or the caller's own where their permission reaches no further (narrower than *team*, never wider). */
export function visibleCustomers(ctx: Ctx) {
  const { tenantId, actor } = ctx;
  const all = reachOf(actor, "customer.read") === "all";
  const mine = actor.kind === "user" ? actor.membershipId : "00000000-0000-0000-0000-000000000000";
  return and(
    eq(customers.tenantId, tenantId),
    all ? undefined : eq(customers.ownerMembershipId, mine),
  );
}

type Row = { id: string; name: string; email: string | null; phone: string | null };
const toRecord = ({ id, name, email, phone }: Row): RecordDto => ({
  ...{ id, label: name },
  detail: email ?? phone ?? "",
});
