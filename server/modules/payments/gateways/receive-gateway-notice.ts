import type { GatewayAccount, Hint } from "@/server/integrations/payments/schema";
import { NotFound, Unavailable } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import {
  type Accounts,
  accountsAtLeisure,
  accountsFromNowOn,
  knownAccounts,
} from "../internal/gateway-accounts";
import { keepNotice } from "../internal/keep-notice";

export type ReceiveGatewayNoticeInput = {
  integrationId: string;
  /** As the address says it; it must be the account's own. */
  provider: string;
  /** What came to the door, byte for byte. */
  raw: Uint8Array;
  headers: Pick<Headers, "get">;
  query: URLSearchParams;
  /** So many were refused that the next is likely to be too: what is refused may cost the database nothing. */
  doubted: boolean;
};

/** Accounts that are changed at every try; the gateway comes again. */
const MOST_TRIES = 4;

/**
 * Takes a gateway's notice: verified over the bytes as they came, written down, worked on by a job after the answer. The
 * gateway's own id of it is one notice, however often it comes. Throws `NotFound` for another tenant's account or another
 * gateway's, `Unauthenticated` for what the gateway did not sign, `Invalid` for what it signed and nobody can read.
 */
export async function receiveGatewayNotice(
  ctx: Ctx,
  notice: ReceiveGatewayNoticeInput,
): Promise<void> {
  const { integrationId, provider, raw, query } = notice;
  const body = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("utf8");
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { account, hint, stamp } = await proven(ctx, notice, tries === 0);
    const isKept = await keepNotice({
      ...{ ctx, provider, integrationId, dedupeKey: hint.key, body, query: keptQuery(query) },
      ...{ ignored: whyIgnored(account, hint), subject: hint.subject, stamp },
    });
    if (isKept) return;
  }
  throw new Unavailable();
}

/**
 * Held against the account as it was read last: what that proves is written down only while the account still is so. What it
 * does not prove is held against the account as it is from now on, so that a changed secret refuses nobody.
 */
async function proven(ctx: Ctx, notice: ReceiveGatewayNoticeInput, byKnown: boolean) {
  const known = byKnown ? knownAccounts(ctx) : undefined;
  const right = known && (await verify(ctx, known, notice).catch(() => undefined));
  if (right) return right;
  const read = notice.doubted ? accountsAtLeisure : accountsFromNowOn;
  return verify(ctx, await read(ctx), notice);
}

async function verify(
  ctx: Ctx,
  { byId, stamp }: Accounts,
  { integrationId, provider, raw, headers, query }: ReceiveGatewayNoticeInput,
): Promise<{ account: GatewayAccount; hint: Hint; stamp: string }> {
  const open = byId.get(integrationId);
  if (!open) throw new NotFound("integration");
  const { gateway, account } = open();
  if (gateway.name !== provider || !gateway.readNotice) throw new NotFound("integration");
  await gateway.learnKey?.(ctx, account, headers);
  const hint = gateway.readNotice(account, { raw, headers, query, now: ctx.now });
  return { account, hint, stamp };
}

/** What came behind the address, without what proved it: an address of its own carries its secret there. */
function keptQuery(query: URLSearchParams): string {
  if (query.size === 0) return "";
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
