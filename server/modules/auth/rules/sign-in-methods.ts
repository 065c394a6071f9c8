/** Ways in which a person proves who they are; a session remembers which, in order. */
export const SIGN_IN_METHODS = [
  "password",
  "totp",
  "recoveryCode",
  "passkey",
  "phoneCode",
  "emailCode",
  "magicLink",
  "oidc",
  "invitation",
  "tenantSwitch",
  "impersonation",
] as const;

export type SignInMethod = (typeof SIGN_IN_METHODS)[number];
