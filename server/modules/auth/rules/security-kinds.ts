/** What the security log tells, and how loudly: an alert reaches the owner at once, a warning waits on the screen. */
export const SECURITY_KINDS = {
  signInFailed: "info",
  signInSlowed: "warning",
  codeGuessed: "warning",
  newDevice: "warning",
  newCountry: "alert",
  keyFromNewNetwork: "alert",
  keyRefusedNetwork: "warning",
  massExport: "alert",
  recoveryCodeUsed: "alert",
  passwordChanged: "warning",
  passwordReset: "alert",
  factorRemoved: "alert",
  passkeyAdded: "warning",
  identityLinked: "warning",
  identityUnlinked: "warning",
  impersonated: "alert",
} as const;

export type SecurityKind = keyof typeof SECURITY_KINDS;
