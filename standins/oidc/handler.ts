import {
  createHash,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { type AuthorizeRequest, authorizeRequest, tokenRequest } from "./schemas";

/** Who is signed in at the provider; what is absent is not claimed. */
export type Person = { sub: string; email?: string; email_verified?: boolean };
/** What goes wrong with the next id_token. */
export type Lie = {
  claims?: Record<string, unknown>;
  /** `signature`: the payload is changed after signing. `key`: signed by a key that it never published. */
  tamper?: "signature" | "key";
};
type Grant = { request: AuthorizeRequest; person: Person };
type Options = { clientId: string; clientSecret: string; redirectUri: string };

/**
 * An OpenID provider as Core 1.0, Discovery 1.0 and RFC 7636 describe it: discovery, keys (RS256), authorize, token with
 * client authentication (basic or post) and PKCE, userinfo. Codes work once. Its person approves everything at once.
 */
export class OidcStandin {
  /** Its own address, known once it is served. */
  issuer = "";
  person: Person = { sub: "subject-1" };
  lie: Lie = {};
  /** Claims of the person stand in userinfo only. */
  slim = false;
  authMethods = ["client_secret_basic", "client_secret_post"];
  down: number | undefined;
  refuses: string | undefined;
  readonly seen: string[] = [];
  private readonly codes = new Map<string, Grant>();
  private readonly tokens = new Map<string, Person>();
  private readonly key = newKey();

  constructor(readonly options: Options) {}

  readonly handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    this.seen.push(`${request.method} ${url.pathname}`);
    if (this.down) return new Response("down", { status: this.down });
    switch (`${request.method} ${url.pathname}`) {
      case "GET /.well-known/openid-configuration":
        return Response.json(this.description());
      case "GET /keys":
        return Response.json({ keys: [publicKey(this.key)] });
      case "GET /authorize":
        return this.authorize(url.searchParams);
      case "POST /token":
        return this.token(request);
      case "GET /userinfo":
        return this.userinfo(request);
      default:
        return new Response("not found", { status: 404 });
    }
  };

  private description() {
    const { issuer } = this;
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      token_endpoint_auth_methods_supported: this.authMethods,
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
    };
  }

  private authorize(params: URLSearchParams): Response {
    const parsed = authorizeRequest.safeParse(Object.fromEntries(params));
    // An unknown client or address is never redirected to (Core 3.1.2.6).
    if (!parsed.success) return new Response("invalid_request", { status: 400 });
    const { data } = parsed;
    const { clientId, redirectUri } = this.options;
    if (data.client_id !== clientId || data.redirect_uri !== redirectUri)
      return new Response("unknown client", { status: 400 });
    const code = randomBytes(24).toString("base64url");
    this.codes.set(code, { request: data, person: this.person });
    const answer: Record<string, string> = this.refuses ? { error: this.refuses } : { code };
    const back = new URL(data.redirect_uri);
    back.search = String(new URLSearchParams({ ...answer, state: data.state, iss: this.issuer }));
    return new Response(null, { status: 302, headers: { location: back.href } });
  }

  private async token(request: Request): Promise<Response> {
    const form = Object.fromEntries(new URLSearchParams(await request.text()));
    if (!this.isClient(request.headers.get("authorization"), form))
      return refuse(401, "invalid_client");
    const parsed = tokenRequest.safeParse(form);
    if (!parsed.success) return refuse(400, "invalid_request");
    const { code, code_verifier, redirect_uri } = parsed.data;
    const grant = this.codes.get(code);
    this.codes.delete(code);
    const challenge = createHash("sha256").update(code_verifier).digest("base64url");
    if (
      !grant ||
      grant.request.redirect_uri !== redirect_uri ||
      grant.request.code_challenge !== challenge
    )
      return refuse(400, "invalid_grant");
    const access_token = randomBytes(24).toString("base64url");
    this.tokens.set(access_token, grant.person);
    return Response.json(
      { access_token, token_type: "Bearer", expires_in: 300, id_token: this.idToken(grant) },
      { headers: { "cache-control": "no-store" } },
    );
  }

  private isClient(header: string | null, form: Record<string, string>): boolean {
    const { clientId, clientSecret } = this.options;
    if (header && this.authMethods.includes("client_secret_basic")) {
      // Both parts are form-encoded before base64 (RFC 6749 2.3.1).
      const basic = Buffer.from(header.replace(/^Basic /, ""), "base64").toString();
      const [id, secret] = basic
        .split(":")
        .map((part) => new URLSearchParams(`_=${part}`).get("_"));
      return id === clientId && secret === clientSecret;
    }
    return (
      this.authMethods.includes("client_secret_post") &&
      form.client_id === clientId &&
      form.client_secret === clientSecret
    );
  }

  private idToken({ request, person }: Grant): string {
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, exp: now + 300 };
    const about = this.slim ? { sub: person.sub } : person;
    const claims = { iss: this.issuer, aud: this.options.clientId, nonce: request.nonce };
    const payload = { ...claims, ...times, ...about, ...this.lie.claims };
    const token = sign(payload, this.lie.tamper === "key" ? newKey() : this.key);
    if (this.lie.tamper !== "signature") return token;
    const [head, , signature] = token.split(".");
    return [head, encode({ ...payload, sub: "somebody-else" }), signature].join(".");
  }

  private userinfo(request: Request): Response {
    const token = request.headers.get("authorization")?.replace(/^Bearer /, "");
    const person = this.tokens.get(token ?? "");
    return person ? Response.json(person) : refuse(401, "invalid_token");
  }
}

const KEY_ID = "standin-1";
const newKey = (): KeyObject => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function publicKey(key: KeyObject) {
  const { kty, n, e } = key.export({ format: "jwk" });
  return { kty, n, e, kid: KEY_ID, use: "sig", alg: "RS256" };
}

function sign(payload: unknown, key: KeyObject): string {
  const text = `${encode({ alg: "RS256", typ: "JWT", kid: KEY_ID })}.${encode(payload)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key, "base64url")}`;
}

const refuse = (status: number, error: string): Response => Response.json({ error }, { status });
