/** Why a message was held, passed over, dropped or failed; words in `messageLog.reason`. */
export const MESSAGE_REASONS = [
  // Of ours, before anything was sent.
  "recipient_gone",
  "no_channel",
  "no_address",
  "expired",
  "foreign_link",
  "daily_cap",
  "over_budget",
  "not_connected",
  "account_down",
  "template_not_approved",
  "template_mismatch",
  // Of the way there.
  "refused",
  "unavailable",
  "outcome_unknown",
  // The vendor's.
  "undeliverable",
  "window_closed",
  "opted_out",
  "marketing_cap",
  "template_problem",
  "too_fast",
  "token_invalid",
  "account_locked",
  "payment_problem",
  "not_registered",
] as const;
export type MessageReason = (typeof MESSAGE_REASONS)[number];

/** The account itself is in trouble: nothing will go out through it until somebody mends it. */
export const ACCOUNT_TROUBLE: readonly string[] = [
  "token_invalid",
  "account_locked",
  "payment_problem",
  "not_registered",
];

/** A reason that is in the list; a stranger's is a refusal. */
export const knownReason = (reason: string): MessageReason =>
  MESSAGE_REASONS.find((known) => known === reason) ?? "refused";
