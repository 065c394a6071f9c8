import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { visibleCustomers } from "../list-records";
import type { Sender } from "../read-sender";
import type { Values } from "../rules/format-value";
import { definitionOf, type TemplateKey } from "../rules/registry";

/** Samples in the sender's name; with a record, what is known of that person. Throws `NotFound` for one that is not the caller's to see. */
export async function sampleValues(
  ctx: Ctx,
  tx: Tx,
  input: { template: TemplateKey; sender: Sender; recordId?: string | undefined },
): Promise<Values> {
  const { template, sender, recordId } = input;
  const { variables, record } = definitionOf(template);
  const origin = record === "customer" ? sender.portalOrigin : sender.staffOrigin;
  const samples = Object.entries(variables).map(([name, { kind, sample }]) => [
    name,
    kind === "url" ? `${origin}${sample}` : sample,
  ]);
  const { legalName, taxId, address, phone, supportEmail } = sender.company;
  const company = { legalName, taxId, address, phone, supportEmail };
  return {
    ...Object.fromEntries(samples),
    ...(template === "documents.letterhead" && company),
    companyName: sender.brand.name,
    ...(recordId && record !== "none" && (await personOf(ctx, tx, record, recordId))),
  };
}

async function personOf(
  ctx: Ctx,
  tx: Tx,
  record: "member" | "customer",
  id: string,
): Promise<Values> {
  authorize(ctx, record === "member" ? "member.read" : "customer.read");
  if (record === "customer") {
    const [row] = await tx
      .select({ name: customers.name, number: customers.number })
      .from(customers)
      .where(and(visibleCustomers(ctx), eq(customers.id, id)));
    if (!row) throw new NotFound("customer");
    return { name: row.name, number: String(row.number) };
  }
  const [row] = await tx
    .select({ name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.id, id)));
  if (!row) throw new NotFound("member");
  return { name: row.name };
}
