import { z } from "zod";

/** What the provider demands of its clients (OpenID Connect Core 3.1.2.1, RFC 7636); read from the specifications, not from the product. */
export const authorizeRequest = z.object({
  response_type: z.literal("code"),
  client_id: z.string().min(1),
  redirect_uri: z.url(),
  scope: z.string().refine((scope) => scope.split(" ").includes("openid")),
  state: z.string().min(1),
  nonce: z.string().min(1),
  code_challenge: z.string().regex(/^[\w-]{43}$/),
  code_challenge_method: z.literal("S256"),
  prompt: z.enum(["none", "login", "consent", "select_account"]).optional(),
});
export type AuthorizeRequest = z.output<typeof authorizeRequest>;

export const tokenRequest = z.object({
  grant_type: z.literal("authorization_code"),
  code: z.string().min(1),
  redirect_uri: z.url(),
  code_verifier: z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/),
});
