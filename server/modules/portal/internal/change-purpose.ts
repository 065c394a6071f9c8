import type { Address } from "../rules/address";

/** What a code for a new address proves: this customer, this address, and nothing else. */
export const changePurpose = (customerId: string, { kind, value }: Address): string =>
  `change:${customerId}:${kind}:${value}`;
