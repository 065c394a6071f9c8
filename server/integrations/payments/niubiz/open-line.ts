import { createHash } from "node:crypto";
import type { VendorCtx } from "@/server/outbound/types";
import { askGateway, type GatewaySettings } from "../ask-gateway";
import type { Line } from "../ask-json";
import { type GatewayAccount, GatewayProblem } from "../schema";
import { niubizError } from "./schema";

/** Practice and real money have hosts of their own. */
const baseOf = ({ baseUrl }: GatewaySettings, live: boolean): string =>
  baseUrl ?? (live ? "https://apiprod.vnforapps.com" : "https://apisandbox.vnforappstest.com");

/** Theirs end within the hour. */
const GOOD_MS = 10 * 60_000;
type Token = { value: string; goodUntilMs: number };
type With<T> = (line: Line) => Promise<T>;

/** Access tokens by account, in memory. */
export class Tokens {
  private readonly kept = new Map<string, Token>();

  constructor(private readonly settings: GatewaySettings) {}

  /** A token may be withdrawn before its time: then once more with a new one, nothing having happened. */
  async through<T>(ctx: VendorCtx, account: GatewayAccount, work: With<T>): Promise<T> {
    return work(await this.line(ctx, account)).catch(async (error: unknown) => {
      if (!(error instanceof GatewayProblem && error.reason === "credentials")) throw error;
      this.kept.clear();
      return work(await this.line(ctx, account));
    });
  }

  private async line(ctx: VendorCtx, account: GatewayAccount): Promise<Line> {
    const baseUrl = baseOf(this.settings, account.live);
    const { user = "", password = "" } = account.secrets;
    const name = createHash("sha256")
      .update(JSON.stringify([baseUrl, user, password]))
      .digest("hex");
    let token = this.kept.get(name);
    if (!token || token.goodUntilMs < Date.now()) {
      token = await this.take(ctx, account, baseUrl);
      this.kept.set(name, token);
    }
    return {
      ...{ ctx, account, settings: this.settings, gateway: "niubiz", baseUrl, reasonOf },
      // As it is, without a word before it.
      headers: { authorization: token.value },
    };
  }

  /** `GET api.security/v1/security`: the token is the answer's plain text. */
  private take(ctx: VendorCtx, account: GatewayAccount, baseUrl: string): Promise<Token> {
    const { user = "", password = "" } = account.secrets;
    const basic = Buffer.from(`${user}:${password}`).toString("base64");
    return askGateway(ctx, account, {
      ...{ gateway: "niubiz", operation: "take-token", changes: false, settings: this.settings },
      url: `${baseUrl.replace(/\/$/, "")}/api.security/v1/security`,
      init: { headers: { authorization: `Basic ${basic}` } },
      read: ({ status, text }) => {
        const value = text.trim();
        if (status >= 300 || value === "") throw new GatewayProblem("refused", "credentials");
        return { value, goodUntilMs: Date.now() + GOOD_MS };
      },
    });
  }
}

function reasonOf(json: unknown): string | undefined {
  const { data } = niubizError.safeParse(json);
  const code = data?.data?.ACTION_CODE ?? data?.data?.CODERROR ?? data?.errorCode;
  return code === null || code === undefined ? undefined : String(code);
}
