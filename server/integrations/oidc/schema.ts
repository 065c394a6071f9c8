import { z } from "zod";

/** OIDC asks for https; plain http never leaves the machine, for stand-ins and tests. */
const ISSUER =
  /^(?:https:\/\/[^\s?#]+|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(?:\/[^\s?#]*)?)$/;

const provider = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  label: z.string().trim().min(1).max(40),
  issuer: z.string().regex(ISSUER),
  clientId: z.string().min(1).max(500),
  clientSecret: z.string().min(1).max(2_000),
});
export type OidcProviderConfig = z.output<typeof provider>;

const providers = z
  .array(provider)
  .max(5)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length);

/** The variable's JSON → providers. Its complaint names places, never values: there are secrets in it. */
export const oidcProviders = z
  .string()
  .optional()
  .transform((text, ctx): readonly OidcProviderConfig[] => {
    const parsed = providers.safeParse(parseJson(text ?? "[]"));
    if (parsed.success) return parsed.data;
    const places = parsed.error.issues.map(({ path }) => path.join(".") || "list");
    ctx.addIssue({
      code: "custom",
      message: `must be JSON [{"id","label","issuer","clientId","clientSecret"}], ids different, issuers https (wrong at: ${places.join(", ")})`,
    });
    return z.NEVER;
  });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What we read of an id_token or of userinfo, once the library has verified it. */
export const personClaims = z.looseObject({
  email: z.string().max(254).optional().catch(undefined),
  email_verified: z.unknown().optional(),
  xms_edov: z.unknown().optional(),
});
export type PersonClaims = z.output<typeof personClaims>;
