import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import { customers } from "@/db/schema/crm";
import type { Ctx, Locale } from "@/server/tenancy/context";
import type { OutgoingMessage } from "../port";
import type { Recipient } from "../schema";

/** Name, addresses and language as they stand now; undefined when the person is gone or may no longer sign in. */
export async function findRecipient(
  ctx: Ctx,
  tx: Tx,
  to: Recipient,
): Promise<OutgoingMessage["to"] | undefined> {
  if ("membershipId" in to) return member(ctx, tx, to.membershipId);
  if ("customerId" in to) return customer(ctx, tx, to.customerId);
  return to;
}

async function member(ctx: Ctx, tx: Tx, membershipId: string) {
  const [row] = await tx
    .select({
      name: users.name,
      email: users.email,
      phone: memberships.phone,
      locale: users.locale,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, ctx.tenantId),
        eq(memberships.id, membershipId),
        eq(memberships.status, "active"),
      ),
    );
  return row && addressed(row);
}

async function customer(ctx: Ctx, tx: Tx, customerId: string) {
  const { name, email, phone, locale } = customers;
  const [row] = await tx
    .select({ name, email, phone, locale })
    .from(customers)
    .where(and(eq(customers.tenantId, ctx.tenantId), eq(customers.id, customerId)));
  return row && addressed(row);
}

type Row = { name: string; email: string | null; phone: string | null; locale: string };

const addressed = ({ name, email, phone, locale }: Row): OutgoingMessage["to"] => ({
  name,
  ...(email && { email }),
  ...(phone && { phone }),
  locale: locale as Locale,
});
