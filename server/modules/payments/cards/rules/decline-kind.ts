/**
 * What a no of the bank means. `soft`: it may change by itself; `hard`: this card is never asked again; `person`: only its
 * holder can pay, on the gateway's page.
 */
export type DeclineKind = "soft" | "hard" | "person";

/** Stripe's and Culqi's decline codes, PayPal's issues, ISO 8583 response codes that Izipay (two digits) and Niubiz (three) hand on. */
const HARD = new Set([
  ...["expired_card", "lost_card", "stolen_card", "pickup_card", "restricted_card", "fraudulent"],
  ...["incorrect_number", "invalid_number", "invalid_account", "new_account_information_available"],
  ...["card_not_supported", "security_violation", "merchant_blacklist", "resource_missing"],
  ...["revocation_of_authorization", "revocation_of_all_authorizations", "stop_payment_order"],
  ...["transaction_not_allowed", "service_not_allowed", "not_found", "card_forgotten"],
  ...["card_closed", "token_id_not_found", "invalid_resource_id", "card_expired"],
  ...["04", "07", "14", "15", "33", "41", "43", "46", "54", "57"],
  ...["101", "118", "180", "201", "208", "209"],
]);
const PERSON = new Set([
  ...["authentication_required", "three_d_secure", "authentication_not_handled", "1a", "65"],
  ...["payer_action_required", "payer_incomplete", "currency_not_taken", "amount_not_taken"],
]);

/** How a gateway's code for a no is to be taken; a code that nobody knows may change by itself. */
export function declineKind(reason: string): DeclineKind {
  const code = reason.toLowerCase();
  if (HARD.has(code)) return "hard";
  return PERSON.has(code) ? "person" : "soft";
}
