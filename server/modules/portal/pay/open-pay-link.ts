import { findPayLink } from "@/server/modules/billing/pay-links/find-pay-link";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { asPayer } from "../internal/pay-link-payer";
import { readDesk } from "../internal/read-desk";
import type { PayLinkPage, PayLinkTokenInput } from "./schema";

/** What a link shows to whoever has it: what is to be paid, how, and what became of it. Nothing of one that is over. */
export async function openPayLink(ctx: Ctx, { token }: PayLinkTokenInput): Promise<PayLinkPage> {
  const link = await inTenant(ctx, (tx) => findPayLink(ctx, tx, token));
  if (link?.state !== "open") return { state: link?.state ?? "unknown", desk: null };
  const payer = asPayer(ctx, link);
  return { state: "open", desk: await inTenant(payer, (tx) => readDesk(payer, tx, link)) };
}
