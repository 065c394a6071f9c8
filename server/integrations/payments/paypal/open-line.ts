import { askGateway, type GatewaySettings, unreadable } from "../ask-gateway";
import { KeptTokens } from "../kept-tokens";
import { type GatewayAccount, GatewayProblem } from "../schema";
import { paypalError, paypalToken } from "./schema";

/** Where an account's API is: practice and real money have hosts of their own. */
export const baseOf = ({ baseUrl }: GatewaySettings, live: boolean): string =>
  baseUrl ?? (live ? "https://api-m.paypal.com" : "https://api-m.sandbox.paypal.com");

/** PayPal's tokens, each good for hours, and the line that each opens. */
export const paypalTokens = (settings: GatewaySettings): KeptTokens =>
  new KeptTokens({
    baseOf: ({ live }) => baseOf(settings, live),
    credentialsOf,
    line: (ctx, account, baseUrl, token) => ({
      ...{ ctx, account, settings, gateway: "paypal", baseUrl, reasonOf },
      headers: { authorization: `Bearer ${token}`, prefer: "return=representation" },
    }),
    /** `POST /v1/oauth2/token`: nothing changes by it, so it may be tried again. */
    take: (ctx, account, baseUrl) => {
      const basic = Buffer.from(credentialsOf(account).join(":")).toString("base64");
      const headers = {
        authorization: `Basic ${basic}`,
        "content-type": "application/x-www-form-urlencoded",
      };
      const init = { method: "POST", headers, body: "grant_type=client_credentials" };
      return askGateway(ctx, account, {
        ...{ gateway: "paypal", operation: "take-token", changes: false, init },
        ...{ url: `${baseUrl.replace(/\/$/, "")}/v1/oauth2/token`, settings: settings },
        read: ({ status, json }) => {
          if (status >= 300) throw new GatewayProblem("refused", "credentials");
          const { data } = paypalToken.safeParse(json);
          if (!data) throw unreadable(json);
          // A minute early, so that none ends on its way.
          const goodUntilMs = Date.now() + (data.expires_in - 60) * 1000;
          return { value: data.access_token, goodUntilMs };
        },
      });
    },
  });

const credentialsOf = ({ secrets: { clientId = "", clientSecret = "" } }: GatewayAccount) =>
  [clientId, clientSecret] as const;

function reasonOf(json: unknown): string | undefined {
  const { data } = paypalError.safeParse(json);
  return (data?.details[0]?.issue ?? data?.name)?.toLowerCase();
}
