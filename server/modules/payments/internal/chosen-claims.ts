import { Conflict, Invalid, NotFound } from "@/server/kernel/errors";
import type { Minor } from "@/server/kernel/money";
import type { Source } from "./money-sources";
import type { Claim } from "./open-claims";

type Chosen = readonly { invoiceId: string; amountMinor?: Minor | undefined }[];

/**
 * What was chosen, in its order, with what is open cut down to the amounts asked for. Throws `NotFound` for an invoice
 * that is not there, `Invalid` for another currency, `Conflict` for more than is open or than the money left.
 */
export function chosenClaims(
  sources: readonly Source[],
  found: readonly Claim[],
  chosen: Chosen,
): Claim[] {
  const byId = new Map(found.map((claim) => [claim.id, claim]));
  const claims = chosen.map(({ invoiceId, amountMinor }) => {
    const claim = byId.get(invoiceId);
    if (!claim) throw new NotFound("invoice");
    if (!claim.issued) throw new Conflict("invoice_not_issued");
    if (!sources.some((source) => source.currency === claim.currency))
      throw new Invalid("currency_mismatch", { currency: claim.currency });
    if ((amountMinor ?? 0) > claim.openMinor) throw new Conflict("allocation_beyond_open");
    return { ...claim, openMinor: amountMinor ?? claim.openMinor };
  });
  if (new Set(chosen.map(({ invoiceId }) => invoiceId)).size !== chosen.length)
    throw new Invalid("invoice_twice");
  const asked = chosen.reduce((sum, { amountMinor = 0 }) => sum + amountMinor, 0);
  if (asked > sources.reduce((sum, source) => sum + source.leftMinor, 0))
    throw new Conflict("allocation_beyond_money");
  return claims;
}
