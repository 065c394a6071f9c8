import type { GatewayAccount, Hint } from "@/server/integrations/payments/schema";
import { NotFound } from "@/server/kernel/errors";
import { gather } from "@/server/kernel/gather";
import type { Ctx } from "@/server/tenancy/context";
import { keepNotice } from "../internal/keep-notice";
import { openGateway } from "./open-gateway";

export type ReceiveGatewayNoticeInput = {
  integrationId: string;
  /** As the address says it; it must be the account's own. */
  provider: string;
  /** What came to the door, byte for byte. */
  raw: Uint8Array;
  headers: Headers;
  query: URLSearchParams;
};

/** The account as it is from now on, opened once for notices that come side by side. */
const openTogether = gather(
  ({ ctx, integrationId }: { ctx: Ctx; integrationId: string }) =>
    `${ctx.tenantId}:${integrationId}`,
  Number.POSITIVE_INFINITY,
  async (asked) => {
    const opened = await openGateway(asked[0].ctx, asked[0].integrationId);
    return asked.map(() => opened);
  },
);

/**
 * Takes a gateway's notice: verified over the bytes as they came, written down, worked on by a job after the answer. The
 * gateway's own id of it is one notice, however often it comes. Throws `NotFound` for another tenant's account or another
 * gateway's, `Unauthenticated` for what the gateway did not sign, `Invalid` for what it signed and nobody can read.
 */
export async function receiveGatewayNotice(
  ctx: Ctx,
  { integrationId, provider, raw, headers, query }: ReceiveGatewayNoticeInput,
): Promise<void> {
  const { gateway, account } = await openTogether({ ctx, integrationId });
  if (gateway.name !== provider || !gateway.readNotice) throw new NotFound("integration");
  await gateway.learnKey?.(ctx, account, headers);
  const hint = gateway.readNotice(account, { raw, headers, query, now: ctx.now });
  const body = Buffer.from(raw).toString("utf8");
  await keepNotice({
    ...{ ctx, provider, integrationId, dedupeKey: hint.key, body, query: keptQuery(query) },
    ...{ ignored: whyIgnored(account, hint), subject: hint.subject },
  });
}

/** What came behind the address, without what proved it: an address of its own carries its secret there. */
function keptQuery(query: URLSearchParams): string {
  const kept = new URLSearchParams(query);
  kept.delete("key");
  return kept.toString();
}

/** What is kept and not worked on: it is for somebody else, for play money, or not about money. */
function whyIgnored(account: GatewayAccount, { accountId, live, subject }: Hint): string | null {
  const foreign = accountId !== "" && account.accountId !== "" && accountId !== account.accountId;
  if (foreign) return "foreign_account";
  if (live !== account.live) return "other_mode";
  return subject ? null : "not_about_money";
}
