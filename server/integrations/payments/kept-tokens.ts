import { createHash } from "node:crypto";
import type { VendorCtx } from "@/server/outbound/types";
import type { Line } from "./ask-json";
import { type GatewayAccount, GatewayProblem } from "./schema";

export type Token = { readonly value: string; readonly goodUntilMs: number };

/** How one gateway gives tokens for what an account holds, and how they are shown to it. */
export type TokenWay = {
  baseOf(account: GatewayAccount): string;
  /** What the token is given for: name and secret. */
  credentialsOf(account: GatewayAccount): readonly [string, string];
  take(ctx: VendorCtx, account: GatewayAccount, baseUrl: string): Promise<Token>;
  line(ctx: VendorCtx, account: GatewayAccount, baseUrl: string, token: string): Line;
};

/** A gateway's access tokens by account, in memory: asking for one costs nobody anything. */
export class KeptTokens {
  private readonly kept = new Map<string, Token>();

  constructor(private readonly way: TokenWay) {}

  /** A token may be withdrawn before its time: then once more with a new one, nothing having happened. */
  async through<T>(
    ctx: VendorCtx,
    account: GatewayAccount,
    work: (line: Line) => Promise<T>,
  ): Promise<T> {
    const line = await this.line(ctx, account);
    return work(line).catch(async (error: unknown) => {
      if (!(error instanceof GatewayProblem && error.reason === "credentials")) throw error;
      this.kept.clear();
      return work(await this.line(ctx, account));
    });
  }

  private async line(ctx: VendorCtx, account: GatewayAccount): Promise<Line> {
    const baseUrl = this.way.baseOf(account);
    const of = JSON.stringify([baseUrl, ...this.way.credentialsOf(account)]);
    const name = createHash("sha256").update(of).digest("hex");
    let token = this.kept.get(name);
    if (!token || token.goodUntilMs < Date.now()) {
      token = await this.way.take(ctx, account, baseUrl);
      this.kept.set(name, token);
    }
    return this.way.line(ctx, account, baseUrl, token.value);
  }
}
