import { sql } from "drizzle-orm";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { marksOf } from "../rules/adoption";
import type { Difference } from "../rules/differences";
import { type Candidate, proposalsOf } from "../rules/propose";

type Row = Omit<Candidate, "refs"> & { refs: (string | null)[] };

/**
 * Says of each foreign row which service it is probably of: one that is on no router yet, or on this one without a row.
 * A proposal is a guess with its reason; a person says yes.
 */
export async function proposeServices(
  ctx: Ctx,
  routerId: string,
  found: readonly Difference[],
): Promise<Difference[]> {
  const rows = found.filter(({ kind }) => kind === "foreign");
  if (rows.length === 0) return [...found];
  const marks = rows.map((row) => marksOf(row.found));
  const proposals = proposalsOf(marks, await candidates(ctx, routerId, marks));
  const proposed = rows.map((row, at): Difference => ({ ...row, ...proposals.get(at) }));
  return [
    ...found.filter(({ kind }) => kind !== "foreign"),
    // Their ids are of this order: what only needs a yes comes first.
    ...proposed.filter(({ serviceId }) => serviceId !== null),
    ...proposed.filter(({ serviceId }) => serviceId === null),
  ];
}

async function candidates(
  ctx: Ctx,
  routerId: string,
  marks: readonly ReturnType<typeof marksOf>[],
): Promise<Candidate[]> {
  const refs = marks.flatMap(({ name, mac, address }) => [name, mac, address]).filter(Boolean);
  const names = marks.flatMap(({ name, comment }) => [name, comment]).filter(Boolean);
  const { rows } = await inTenant(ctx, (tx) =>
    tx.execute<Row>(sql`
      with refs as (select lower(x) as word from unnest(${sql.param(refs)}::text[]) x),
        names as (select app.fold_text(x) as word from unnest(${sql.param(names)}::text[]) x)
      select s.id as "serviceId", k.name as "customerName",
        array[s.enforcement_ref, a.user_name, a.mac, a.address] as refs
      from services s join customers k on k.tenant_id = s.tenant_id and k.id = s.customer_id
      left join router_accesses a on a.tenant_id = s.tenant_id and a.service_id = s.id
      where s.tenant_id = ${ctx.tenantId} and s.state not in ('terminated', 'cancelled')
        and (a.id is null or (a.router_id = ${routerId} and a.row_id is null))
        and (lower(s.enforcement_ref) in (select word from refs) or lower(a.user_name) in (select word from refs)
          or lower(a.mac) in (select word from refs) or a.address in (select word from refs)
          or app.fold_text(k.name) in (select word from names))
      order by s.id`),
  );
  return rows.map((row) => ({ ...row, refs: row.refs.filter((ref) => ref !== null) }));
}
