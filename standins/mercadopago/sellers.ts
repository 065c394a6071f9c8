import { createHash, randomBytes } from "node:crypto";
import { tokenRequest } from "@/server/integrations/payments/mercadopago/schema";
import { refuse } from "./answers";

type Code = { redirectUri: string; challenge: string };

/** Sellers' leave: codes that are good once, tokens of which a refresh makes new ones and the old ones worthless. */
export class Sellers {
  readonly clientId = "1234567890";
  readonly clientSecret = "client-secret-standin";
  readonly sellerId = 987_654_321;
  accessToken = "APP_USR-standin";
  refreshToken = "TG-standin";
  private readonly codes = new Map<string, Code>();

  /** The seller says yes on the page that the address leads to; gives what the browser brings back. */
  giveLeave(address: string): URLSearchParams {
    const { searchParams: asked } = new URL(address);
    if (asked.get("client_id") !== this.clientId) throw new Error("unknown application");
    const code = `TG-${randomBytes(12).toString("hex")}`;
    const redirectUri = asked.get("redirect_uri") ?? "";
    this.codes.set(code, { redirectUri, challenge: asked.get("code_challenge") ?? "" });
    return new URLSearchParams({ code, state: asked.get("state") ?? "" });
  }

  /** The page of leave: a yes and a no, each going back where the application wanted. */
  page(asked: URL): Response {
    const back = (answer: URLSearchParams) =>
      `${asked.searchParams.get("redirect_uri") ?? ""}?${answer.toString()}`.replaceAll(
        "&",
        "&amp;",
      );
    const state = asked.searchParams.get("state") ?? "";
    const no = new URLSearchParams({ error: "access_denied", state });
    return new Response(
      `<!doctype html><title>Mercado Pago</title><p><a href="${back(this.giveLeave(asked.href))}">Allow</a></p><p><a href="${back(no)}">Deny</a></p>`,
      { headers: { "content-type": "text/html; charset=utf-8" } },
    );
  }

  /** `POST /oauth/token`. */
  take(body: unknown): Response {
    const { data } = tokenRequest.safeParse(body);
    if (!data) return refuse(400, "invalid_request");
    if (data.client_id !== this.clientId || data.client_secret !== this.clientSecret)
      return refuse(400, "invalid_client");
    if (data.grant_type === "refresh_token" && data.refresh_token !== this.refreshToken)
      return refuse(400, "invalid_grant");
    if (data.grant_type === "authorization_code") {
      const known = this.codes.get(data.code);
      this.codes.delete(data.code);
      const challenge = createHash("sha256").update(data.code_verifier).digest("base64url");
      if (known?.redirectUri !== data.redirect_uri || known.challenge !== challenge)
        return refuse(400, "invalid_grant");
    }
    this.accessToken = `APP_USR-${randomBytes(12).toString("hex")}`;
    this.refreshToken = `TG-${randomBytes(12).toString("hex")}`;
    return Response.json({
      ...{ access_token: this.accessToken, token_type: "bearer", expires_in: 15_552_000 },
      ...{ scope: "offline_access read write", user_id: this.sellerId, live_mode: false },
      ...{ refresh_token: this.refreshToken, public_key: "APP_USR-public" },
    });
  }
}
