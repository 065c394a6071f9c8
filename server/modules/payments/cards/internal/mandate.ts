import type { Tx } from "@/db/client";
import type { Mandate } from "@/db/schema/cards";
import { Conflict } from "@/server/kernel/errors";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";
import { type MandateKind, type MandateWords, mandateWords } from "../rules/mandate-words";

/** The words to be agreed to now, in the reader's language, with the company's name. */
export async function currentWords(ctx: Ctx, tx: Tx, kind: MandateKind): Promise<MandateWords> {
  const { name: company } = await tenantOrigin(tx, ctx.tenantId);
  const { daysBefore } = (await readSettings(ctx, tx, "autopay")).data;
  return mandateWords(kind, { locale: ctx.locale, company, daysBefore });
}

type Agreed = { kind: MandateKind; version: string; note?: string };

/**
 * Evidence that the actor agreed, in the words as they stand. Throws `Conflict` mandate_changed when other words were
 * shown, and autopay_not_offered.
 */
export async function takeMandate(
  ctx: Ctx,
  tx: Tx,
  { kind, version, note = "" }: Agreed,
): Promise<Mandate> {
  const { offered } = (await readSettings(ctx, tx, "autopay")).data;
  if (!offered) throw new Conflict("autopay_not_offered");
  const words = await currentWords(ctx, tx, kind);
  if (words.version !== version) throw new Conflict("mandate_changed");
  const { actor } = ctx;
  const own = actor.kind === "customer";
  return {
    ...{ wording: words.text, version, locale: ctx.locale, note },
    channel: own ? "portal" : "staff",
    actor: own
      ? { kind: "customer", id: actor.customerId }
      : { kind: "user", id: actor.kind === "user" ? actor.membershipId : "" },
    ...{ agreedAt: ctx.now.toISOString(), ip: ctx.ip ?? "", userAgent: ctx.userAgent ?? "" },
  };
}
