import type { MethodTable } from "../pay-methods";

/** Whoever pays chooses there, among what stands in their account. */
export const paypalMethods: MethodTable = { everywhere: ["paypal"], local: {} };
