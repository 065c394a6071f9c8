import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { bindEnforcement } from "@/server/modules/subscriptions/bind-enforcement";
import { sealText } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readAccess } from "./internal/access-dto";
import { secretPlace } from "./internal/load-accesses";
import { fetchRouter } from "./internal/router-row";
import { type AccessDto, setAccessInput } from "./schema";
import type { z } from "zod";

type Given = z.output<typeof setAccessInput>;

/**
 * Says where a service is on the network: its router, how it is let in, by what name. The service is enforced by that
 * router from now on, and what it should be is asked for at once. Throws `NotFound`, `Conflict` beside a field.
 */
export function setAccess(ctx: Ctx, given: z.input<typeof setAccessInput>): Promise<AccessDto> {
  authorize(ctx, "router.manage");
  const input = setAccessInput.parse(given);
  return inTenant(ctx, async (tx) => {
    await fetchRouter(ctx, tx, input.routerId, { lock: true });
    const service = await bindEnforcement(ctx, tx, {
      ...{ serviceId: input.serviceId, kind: "routeros", ref: input.userName },
      integrationId: input.routerId,
    });
    await refuseTaken(ctx, tx, input);
    await write(ctx, tx, input);
    const { number, customerId } = service;
    const { routerId, method } = input;
    const fields = ["routerId", "method", "userName", ...(input.password ? ["password"] : [])];
    record(ctx, "service.accessSet", {
      entity: { type: "service", id: input.serviceId },
      payload: { number, customerId, routerId, method, fields },
    });
    return readAccess(ctx, tx, input.serviceId);
  });
}

/** One name and one address for each service of a router: a second one would be cut with the first. */
async function refuseTaken(ctx: Ctx, tx: Tx, input: Given): Promise<void> {
  const { serviceId, routerId, method, userName, address } = input;
  const { rows } = await tx.execute<{ user: boolean }>(sql`
    select (method = ${method} and user_name = ${userName}) as "user" from router_accesses
    where tenant_id = ${ctx.tenantId} and router_id = ${routerId} and service_id <> ${serviceId}
      and ((method = ${method} and user_name = ${userName}) or address = ${address}) limit 1`);
  if (!rows[0]) return;
  const [key, field] = rows[0].user
    ? (["access_user_taken", "userName"] as const)
    : (["address_taken", "address"] as const);
  throw new Conflict(key, {}, { fields: { [field]: key } });
}

async function write(ctx: Ctx, tx: Tx, input: Given): Promise<void> {
  const { serviceId, routerId, method, userName, mac, address, profile, server, rate } = input;
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from router_accesses where tenant_id = ${ctx.tenantId} and service_id = ${serviceId} for update`);
  const id = rows[0]?.id ?? newId();
  const sealed =
    input.password === undefined ? null : await sealText(ctx, tx, secretPlace(id), input.password);
  await tx.execute(sql`
    insert into router_accesses as a (id, tenant_id, service_id, router_id, method, user_name, secret_sealed, mac, address,
      profile, server, rate, cut_method, updated_at)
    values (${id}, ${ctx.tenantId}, ${serviceId}, ${routerId}, ${method}, ${userName}, ${sealed}, ${mac}, ${address},
      ${profile}, ${server}, ${rate}, ${input.cutMethod}, ${ctx.now.toISOString()}::timestamptz)
    on conflict (tenant_id, service_id) do update set router_id = excluded.router_id, method = excluded.method,
      user_name = excluded.user_name, secret_sealed = coalesce(excluded.secret_sealed, a.secret_sealed), mac = excluded.mac,
      address = excluded.address, profile = excluded.profile, server = excluded.server, rate = excluded.rate,
      cut_method = excluded.cut_method, updated_at = excluded.updated_at,
      row_id = case when a.router_id = excluded.router_id and a.method = excluded.method then a.row_id end,
      adoption = case when a.router_id = excluded.router_id and a.method = excluded.method then a.adoption else 'new' end`);
}
