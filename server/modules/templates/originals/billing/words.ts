import type { billingMessages } from "../../rules/billing-templates";
import type { Originals } from "../../rules/content";

/** The words in code of what customers are told about their bills. */
export type BillingWords = Pick<Originals, keyof typeof billingMessages>;
