import type { MethodTable } from "../schema";

/** Whoever pays chooses there, among what stands in their account. */
export const paypalMethods: MethodTable = { everywhere: ["paypal"], local: {} };
