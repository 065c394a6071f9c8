import type { RolePolicy, SecondStepMethod } from "../sign-in/schema";
import type { SignInMethod } from "./sign-in-methods";

/** What a member has set up. */
export type Factors = { totp: boolean; recoveryCodes: boolean; passkeys: boolean };

const SWITCH: Partial<Record<SignInMethod, keyof Omit<RolePolicy, "secondStep">>> = {
  password: "password",
  phoneCode: "phoneCode",
  passkey: "passkey",
  oidc: "oidc",
};

/** May the role begin a sign-in this way? Ways that no switch names (an invitation) have rules of their own. */
export function mayBeginWith(policy: RolePolicy, method: SignInMethod): boolean {
  const name = SWITCH[method];
  return name === undefined || policy[name];
}

/** Two factors at once: what the person has, and what unlocks it (WebAuthn with user verification). */
const STRONG: ReadonlySet<SignInMethod> = new Set(["passkey", "totp", "recoveryCode"]);

/**
 * What must still be proven after these methods; none when the person is in. Whoever has an authenticator app is always
 * asked for it; a role that requires a second step leads those who have none to set one up.
 */
export function nextMethods(
  policy: RolePolicy,
  proven: readonly SignInMethod[],
  factors: Factors,
): SecondStepMethod[] {
  if (proven.some((method) => STRONG.has(method))) return [];
  if (policy.secondStep === "optional" && !factors.totp) return [];
  const methods: SecondStepMethod[] = [];
  if (factors.totp) methods.push("totp");
  if (factors.passkeys) methods.push("passkey");
  if (factors.totp && factors.recoveryCodes) methods.push("recoveryCode");
  return methods.length > 0 ? methods : ["enrol"];
}
