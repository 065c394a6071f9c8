import { createHash } from "node:crypto";
import type { VendorCtx } from "@/server/outbound/types";
import { askGateway, type GatewaySettings, unreadable } from "../ask-gateway";
import type { Line } from "../ask-json";
import { type GatewayAccount, GatewayProblem } from "../schema";
import { paypalError, paypalToken } from "./schema";

/** Where an account's API is: practice and real money have hosts of their own. */
export const baseOf = ({ baseUrl }: GatewaySettings, live: boolean): string =>
  baseUrl ?? (live ? "https://api-m.paypal.com" : "https://api-m.sandbox.paypal.com");

type Token = { value: string; goodUntilMs: number };

/** Access tokens by account, in memory: each is good for hours, and asking for one costs nobody anything. */
export class Tokens {
  private readonly kept = new Map<string, Token>();

  constructor(private readonly settings: GatewaySettings) {}

  async line(ctx: VendorCtx, account: GatewayAccount): Promise<Line> {
    const baseUrl = baseOf(this.settings, account.live);
    const { clientId = "", clientSecret = "" } = account.secrets;
    const name = createHash("sha256")
      .update(JSON.stringify([baseUrl, clientId, clientSecret]))
      .digest("hex");
    let token = this.kept.get(name);
    if (!token || token.goodUntilMs < Date.now()) {
      token = await this.take(ctx, account, baseUrl);
      this.kept.set(name, token);
    }
    return {
      ...{ ctx, account, settings: this.settings, gateway: "paypal", baseUrl, reasonOf },
      headers: { authorization: `Bearer ${token.value}`, prefer: "return=representation" },
    };
  }

  /** A token that the gateway no longer takes is asked for anew. */
  forget(): void {
    this.kept.clear();
  }

  /** `POST /v1/oauth2/token`: nothing changes by it, so it may be tried again. */
  private take(ctx: VendorCtx, account: GatewayAccount, baseUrl: string): Promise<Token> {
    const { clientId = "", clientSecret = "" } = account.secrets;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
    const headers = {
      authorization: `Basic ${basic}`,
      "content-type": "application/x-www-form-urlencoded",
    };
    const init = { method: "POST", headers, body: "grant_type=client_credentials" };
    return askGateway(ctx, account, {
      ...{ gateway: "paypal", operation: "take-token", changes: false, init },
      ...{ url: `${baseUrl.replace(/\/$/, "")}/v1/oauth2/token`, settings: this.settings },
      read: ({ status, json }) => {
        if (status >= 300) throw new GatewayProblem("refused", "credentials");
        const { data } = paypalToken.safeParse(json);
        if (!data) throw unreadable(json);
        // A minute early, so that none ends on its way.
        const goodUntilMs = Date.now() + (data.expires_in - 60) * 1000;
        return { value: data.access_token, goodUntilMs };
      },
    });
  }
}

function reasonOf(json: unknown): string | undefined {
  const { data } = paypalError.safeParse(json);
  return (data?.details[0]?.issue ?? data?.name)?.toLowerCase();
}
