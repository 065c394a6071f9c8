import type { Ctx } from "@/server/tenancy/context";

/** A day's official rate: of the bank's own currency for one of the asked, decimal text with at most eight places. */
export type OfficialRate = { readonly onDay: string; readonly rate: string };

export type OfficialRatesAsked = {
  readonly currency: string;
  /** Both days are asked for; days without a market have none. */
  readonly from: string;
  readonly to: string;
};

/** A central bank that publishes what other currencies are worth in its own. */
export type OfficialRates = {
  readonly source: "bcb" | "bcra";
  /** The currency that its rates are in. */
  readonly of: string;
  /** The rates of the days asked for; empty where it has none. Throws `Unavailable` when it does not answer as documented. */
  ratesOf(
    ctx: Pick<Ctx, "tenantId" | "requestId">,
    asked: OfficialRatesAsked,
  ): Promise<OfficialRate[]>;
};
