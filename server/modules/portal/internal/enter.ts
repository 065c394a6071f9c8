import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { oneTimeCodes } from "@/db/schema/identity";
import { openSession } from "@/server/modules/auth/for-modules";
import type { Ctx } from "@/server/tenancy/context";
import { CHOICE_MINUTES } from "../rules/code";
import type { ProvenAddressDto } from "../schema";
import { newToken, tokenHash } from "./code-hash";
import { type CodeRow, PROVEN, useUp } from "./code-row";
import { provenCustomers } from "./portal-customers";

type Method = "emailCode" | "phoneCode" | "magicLink";

/** A proven address → a ticket, or the accounts to choose from; undefined when it opens nothing any more. */
export async function enter(
  ctx: Ctx,
  tx: Tx,
  row: CodeRow,
  method: Method,
): Promise<ProvenAddressDto | undefined> {
  const [only, ...others] = await provenCustomers(ctx, tx, row);
  if (!only) {
    await useUp(ctx, tx, row.id);
    return undefined;
  }
  if (others.length === 0) {
    await useUp(ctx, tx, row.id);
    const { ticket } = await openSession(tx, ctx, { customerId: only.id, methods: [method] });
    return { ticket, choice: null };
  }
  const proof = newToken();
  await tx
    .update(oneTimeCodes)
    .set({
      codeHash: `${PROVEN}:${method}`,
      linkHash: tokenHash(proof),
      expiresAt: new Date(ctx.now.getTime() + CHOICE_MINUTES * 60_000),
    })
    .where(and(eq(oneTimeCodes.tenantId, ctx.tenantId), eq(oneTimeCodes.id, row.id)));
  const accounts = [only, ...others].map(({ id, name, number, city }) => ({
    customerId: id,
    name,
    number,
    city,
  }));
  return { ticket: null, choice: { proof, accounts } };
}

/** How an address was proven, as a row that waits for a choice keeps it. */
export const provenBy = (kept: string): Method => kept.slice(PROVEN.length + 1) as Method;
