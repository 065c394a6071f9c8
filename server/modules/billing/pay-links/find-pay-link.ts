import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { payLinks } from "@/db/schema/payments";
import type { Ctx } from "@/server/tenancy/context";
import { payLinkHash } from "./pay-link-token";

export type PayLink = {
  id: string;
  customerId: string;
  invoiceId: string | null;
  /** `ended`: its days are over; `revoked`: staff took it back. */
  state: "open" | "ended" | "revoked";
};

/** The link that a token opens; undefined for a token that was never given out here. */
export async function findPayLink(ctx: Ctx, tx: Tx, token: string): Promise<PayLink | undefined> {
  const [row] = await tx
    .select()
    .from(payLinks)
    .where(and(eq(payLinks.tenantId, ctx.tenantId), eq(payLinks.tokenHash, payLinkHash(token))));
  if (!row) return undefined;
  const { id, customerId, invoiceId, expiresAt, revokedAt } = row;
  const ended = expiresAt <= ctx.now;
  return {
    ...{ id, customerId, invoiceId },
    state: revokedAt && revokedAt < expiresAt ? "revoked" : ended ? "ended" : "open",
  };
}
