import { askGateway, type GatewaySettings } from "../ask-gateway";
import { KeptTokens } from "../kept-tokens";
import { type GatewayAccount, GatewayProblem } from "../schema";
import { niubizError } from "./schema";

/** Practice and real money have hosts of their own. */
const baseOf = ({ baseUrl }: GatewaySettings, live: boolean): string =>
  baseUrl ?? (live ? "https://apiprod.vnforapps.com" : "https://apisandbox.vnforappstest.com");

/** Theirs end within the hour. */
const GOOD_MS = 10 * 60_000;
/** Niubiz's tokens, and the line that each opens. */
export const niubizTokens = (settings: GatewaySettings): KeptTokens =>
  new KeptTokens({
    baseOf: ({ live }) => baseOf(settings, live),
    credentialsOf,
    line: (ctx, account, baseUrl, token) => ({
      ...{ ctx, account, settings, gateway: "niubiz", baseUrl, reasonOf },
      // As it is, without a word before it.
      headers: { authorization: token },
    }),
    /** `GET api.security/v1/security`: the token is the answer's plain text. */
    take: (ctx, account, baseUrl) => {
      const basic = Buffer.from(credentialsOf(account).join(":")).toString("base64");
      return askGateway(ctx, account, {
        ...{ gateway: "niubiz", operation: "take-token", changes: false, settings: settings },
        url: `${baseUrl.replace(/\/$/, "")}/api.security/v1/security`,
        init: { headers: { authorization: `Basic ${basic}` } },
        read: ({ status, text }) => {
          const value = text.trim();
          if (status >= 300 || value === "") throw new GatewayProblem("refused", "credentials");
          return { value, goodUntilMs: Date.now() + GOOD_MS };
        },
      });
    },
  });

const credentialsOf = ({ secrets: { user = "", password = "" } }: GatewayAccount) =>
  [user, password] as const;

function reasonOf(json: unknown): string | undefined {
  const { data } = niubizError.safeParse(json);
  const code = data?.data?.ACTION_CODE ?? data?.data?.CODERROR ?? data?.errorCode;
  return code === null || code === undefined ? undefined : String(code);
}
