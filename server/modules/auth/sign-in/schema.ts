import { z } from "zod";
import { SIGN_IN_METHODS } from "../rules/sign-in-methods";

const instant = z.iso.datetime();
const token = z.string().regex(/^[\w-]{43}$/);
const code = z.string().trim().min(4).max(20);

/** What a second proof can be; `enrol`: none is set up yet, and the role asks for one. */
export const secondStepMethod = z.enum(["totp", "recoveryCode", "passkey", "enrol"]);
export type SecondStepMethod = z.output<typeof secondStepMethod>;

/** A ticket for the session cookie, or what is still to be proven. Exactly one of the two. */
export const signInAnswer = z.object({
  ticket: z.string().optional(),
  expiresAt: instant.optional(),
  nextStep: z
    .object({ challenge: z.string(), methods: z.array(secondStepMethod), expiresAt: instant })
    .optional(),
});
export type SignInAnswer = z.output<typeof signInAnswer>;

/** What the browser's WebAuthn gave; @simplewebauthn/server reads it field by field. */
export const credentialResponse = z.looseObject({
  id: z.string().min(1).max(2_000),
  rawId: z.string().min(1).max(2_000),
  type: z.literal("public-key"),
  response: z.record(z.string(), z.unknown()),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
});
export type CredentialResponse = z.output<typeof credentialResponse>;

/** WebAuthn's options as JSON, for the browser's own call. */
export const passkeyOptions = z.object({
  challenge: z.string(),
  options: z.record(z.string(), z.unknown()),
});
export type PasskeyOptionsDto = z.output<typeof passkeyOptions>;

export const challengeInput = z.object({ challenge: token });
export const secondStepInput = z.union([
  z.object({ challenge: token, method: z.enum(["totp", "recoveryCode"]), code }),
  z.object({ challenge: token, method: z.literal("passkey"), response: credentialResponse }),
]);
export type SecondStepInput = z.output<typeof secondStepInput>;

export const passkeySignInInput = z.object({ challenge: token, response: credentialResponse });
export type PasskeySignInInput = z.output<typeof passkeySignInInput>;

export const enrolInput = z.object({ challenge: token, code });
/** What an authenticator app needs; shown once, to whom it belongs. */
export const totpSetUp = z.object({ uri: z.string(), key: z.string() });
export type TotpSetUpDto = z.output<typeof totpSetUp>;
/** Ten codes for paper, shown once. */
export const recoverySheet = z.object({ codes: z.array(z.string()) });
export type RecoverySheetDto = z.output<typeof recoverySheet>;
export const enrolled = signInAnswer.extend({ codes: z.array(z.string()) });
export type EnrolledDto = z.output<typeof enrolled>;
export const codeInput = z.object({ code });

export const phoneCodeRequest = z.object({ phone: z.string().trim().min(5).max(30) });
export const phoneCodeSent = z.object({ codeId: z.uuid(), expiresAt: instant });
export type PhoneCodeSentDto = z.output<typeof phoneCodeSent>;
export const phoneCodeInput = z.object({ codeId: z.uuid(), code });
export type PhoneCodeInput = z.output<typeof phoneCodeInput>;

/** How one may sign in on this host, for the sign-in page. */
export const signInOffer = z.object({
  password: z.boolean(),
  phoneCode: z.boolean(),
  passkey: z.boolean(),
  providers: z.array(z.object({ id: z.string(), label: z.string() })),
});
export type SignInOfferDto = z.output<typeof signInOffer>;

export const beginOidcInput = z.object({ providerId: z.string().max(31) });
/** Where the browser goes to prove who it is. */
export const oidcAddress = z.object({ url: z.string() });
/** The query with which the provider sent the browser back. */
export const finishOidcInput = z.object({ answer: z.string().min(1).max(4_000) });

export const proofMethod = z.enum(["password", "totp", "passkey", "phoneCode"]);
export type ProofMethod = z.output<typeof proofMethod>;
export const proofOffer = z.object({ methods: z.array(proofMethod) });
export const proofInput = z.union([
  z.object({ method: z.literal("password"), password: z.string().min(1).max(256) }),
  z.object({ method: z.literal("totp"), code }),
  z.object({ method: z.literal("passkey"), challenge: token, response: credentialResponse }),
  z.object({ method: z.literal("phoneCode"), codeId: z.uuid(), code }),
]);
export type ProofInput = z.output<typeof proofInput>;
export const proofTicket = z.object({ ticket: z.string(), expiresAt: instant });

export const passkeyDto = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The host that it works on. */
  host: z.string(),
  backedUp: z.boolean(),
  lastUsedAt: instant.nullable(),
  createdAt: instant,
});
export const passkeyName = z.string().trim().min(1).max(60);
export const registerPasskeyInput = z.object({
  challenge: token,
  name: passkeyName,
  response: credentialResponse,
});
export type RegisterPasskeyInput = z.output<typeof registerPasskeyInput>;
export const passkeyIdInput = z.object({ passkeyId: z.uuid() });
export const renamePasskeyInput = passkeyIdInput.extend({ name: passkeyName });

/** An account elsewhere with which the member signs in. */
export const identityDto = z.object({
  id: z.uuid(),
  /** The provider's name; its host where it is no longer configured. */
  label: z.string(),
  lastUsedAt: instant.nullable(),
  createdAt: instant,
});
export const identityIdInput = z.object({ identityId: z.uuid() });

export const accountDto = z.object({
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  locale: z.enum(["es", "en", "pt"]),
  role: z.enum(["owner", "admin", "agent", "finance", "technician"]),
  hasPassword: z.boolean(),
  /** When the authenticator app was set up; null: it is not. */
  totpSince: instant.nullable(),
  recoveryCodesLeft: z.number().int(),
  secondStepRequired: z.boolean(),
  passkeys: z.array(passkeyDto),
  identities: z.array(identityDto),
});
export type AccountDto = z.output<typeof accountDto>;

export const updateProfileInput = z.object({
  name: z.string().trim().min(1).max(120),
  locale: z.enum(["es", "en", "pt"]),
});
export type UpdateProfileInput = z.output<typeof updateProfileInput>;

export const changePasswordInput = z.object({
  current: z.string().max(256),
  next: z.string().min(1).max(256),
});
export type ChangePasswordInput = z.output<typeof changePasswordInput>;

const sessionMethod = z.enum(SIGN_IN_METHODS);
export type SessionMethod = z.output<typeof sessionMethod>;
const deviceSession = z.object({
  id: z.uuid(),
  current: z.boolean(),
  methods: z.array(sessionMethod),
  ip: z.string().nullable(),
  country: z.string().nullable(),
  createdAt: instant,
  lastSeenAt: instant,
});
export const deviceDto = z.object({
  /** Null: sessions of a browser that keeps no device cookie. */
  id: z.uuid().nullable(),
  /** "Chrome 149 · Linux"; null when the browser does not say. */
  browser: z.string().nullable(),
  firstSeenAt: instant.nullable(),
  sessions: z.array(deviceSession),
});
export type DeviceDto = z.output<typeof deviceDto>;
export const endedCount = z.object({ ended: z.number().int() });

const rolePolicy = z.object({
  password: z.boolean(),
  phoneCode: z.boolean(),
  passkey: z.boolean(),
  oidc: z.boolean(),
  secondStep: z.enum(["optional", "required"]),
});
export type RolePolicy = z.output<typeof rolePolicy>;

const desk = { password: true, phoneCode: false, passkey: true, oidc: true } as const;
const street = { ...desk, phoneCode: true } as const;
const optional = { secondStep: "optional" } as const;

/** How each fixed role may sign in; a custom role follows the one that it is based on. */
export const methodsByRole = z
  .object({
    owner: rolePolicy.default({ ...desk, ...optional }),
    admin: rolePolicy.default({ ...desk, ...optional }),
    agent: rolePolicy.default({ ...street, ...optional }),
    finance: rolePolicy.default({ ...desk, ...optional }),
    technician: rolePolicy.default({ ...street, ...optional }),
  })
  // A passkey or an account elsewhere can be lost for all owners at once; a password can be reset, a phone replaced.
  .refine(({ owner }) => owner.password || owner.phoneCode, {
    path: ["owner", "password"],
    params: { key: "owner_needs_method" },
  })
  .refine((roles) => Object.values(roles).every((one) => anyMethod(one)), {
    params: { key: "role_needs_method" },
  });
export type MethodsByRole = z.output<typeof methodsByRole>;

function anyMethod(policy: RolePolicy): boolean {
  return policy.password || policy.phoneCode || policy.passkey || policy.oidc;
}

export const signInPolicy = z.object({ version: z.number().int(), methodsByRole });
export type SignInPolicyInput = z.output<typeof signInPolicy>;
/** `oidcAvailable`: is there any provider, so that its switch means anything? */
export const savedSignInPolicy = signInPolicy.extend({ oidcAvailable: z.boolean() });
export type SignInPolicyDto = z.output<typeof savedSignInPolicy>;
