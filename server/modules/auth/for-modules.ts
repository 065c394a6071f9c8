/** What other modules may do with sessions; the rest of `internal/` stays inside. */
export { endSession } from "./internal/end-session";
export { hashTicket, openSession } from "./internal/open-session";
export { chargeAttempt, forgetAttempts } from "./internal/sign-in-attempts";
export { finishSignIn } from "./internal/finish-sign-in";
export { policyOf } from "./internal/sign-in-policy";
export { mayBeginWith } from "./rules/next-step";
