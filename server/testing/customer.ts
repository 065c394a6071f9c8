import { sql } from "drizzle-orm";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { TestTenant } from "./tenant";

let counter = 0;

/** A customer of the tenant, inserted straight, and a context that acts as them. */
export async function mintCustomer(
  tenant: TestTenant,
  over: { name?: string; email?: string | null; phone?: string | null } = {},
): Promise<{ customerId: string; email: string; ctx: Ctx }> {
  const customerId = newId();
  const email = over.email === undefined ? `c${customerId}@customer.example` : over.email;
  const number = (Date.now() % 1_000_000_000) + counter++;
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`insert into customers (id, tenant_id, number, name, email, phone)
      values (${customerId}, ${tenant.id}, ${number}, ${over.name ?? "María Quispe"}, ${email}, ${over.phone ?? null})`),
  );
  const actor = { kind: "customer", customerId, sessionId: newId() } as const;
  return { customerId, email: email ?? "", ctx: { ...tenant.ctx, actor } };
}
