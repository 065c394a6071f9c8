import { callVendor } from "@/server/outbound/call-vendor";
import type { VendorCall, VendorCtx } from "@/server/outbound/types";
import { throwUnlessOk } from "@/server/outbound/vendor-failure";
import { settled } from "./settled";
import { type GatewayAccount, type GatewayName, GatewayProblem } from "./schema";

/** What an adapter can be told about where its gateway is. */
export type GatewaySettings = {
  readonly baseUrl?: string | undefined;
  /** Of one call with all its tries. */
  readonly deadlineMs?: number;
};

export type Exchange<T> = {
  readonly gateway: GatewayName;
  readonly operation: string;
  /** A read may be tried again at will; a change is repeated under its key only. */
  readonly changes: boolean;
  /** The gateway keeps no key of ours: it goes out once, and costs nobody money. */
  readonly once?: true;
  /** The gateway keeps no key of ours, and it costs money: repeated only while it was surely not seen. */
  readonly keyless?: true;
  readonly url: string;
  readonly init: RequestInit;
  readonly settings: GatewaySettings;
  /** Reads an answer that is neither 429 nor 5xx; throws `GatewayProblem` for the gateway's no. */
  read(answer: { status: number; json: unknown; text: string }): T;
};

const DEADLINE_MS = 20_000;

/** One exchange with a gateway. A change that was not answered for is `unknown`, never "failed". */
export async function askGateway<T>(
  ctx: VendorCtx,
  { integrationId }: GatewayAccount,
  exchange: Exchange<T>,
): Promise<T> {
  const { gateway, operation, changes, settings } = exchange;
  const call: VendorCall = {
    ...{ integration: { id: integrationId, vendor: gateway }, operation },
    // Whatever moves money goes out under an idempotency key of ours, which the gateway honours.
    ...{ idempotent: !(exchange.once ?? exchange.keyless) },
    deadlineMs: settings.deadlineMs ?? DEADLINE_MS,
    actionClass: changes && !exchange.once ? "charge" : "none",
  };
  const asked = callVendor(ctx, call, async (io) => {
    const answer = await io.fetch(exchange.url, exchange.init);
    if (answer.status === 429 || answer.status >= 500) throwUnlessOk(answer);
    const text = await answer.text().catch(() => "");
    if (answer.status === 401) throw new GatewayProblem("refused", "credentials");
    return exchange.read({ status: answer.status, json: parsed(text), text });
  });
  return changes ? settled(asked) : asked;
}

/** A 2xx that does not read as documented: of a change nobody knows what it did. */
export const unreadable = (cause: unknown): GatewayProblem =>
  new GatewayProblem("unknown", "outcome_unknown", { cause });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
