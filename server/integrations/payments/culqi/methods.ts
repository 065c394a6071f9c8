import type { MethodTable } from "../schema";

/** docs.culqi.com, "Culqi Checkout": soles only beside cards; codes (PagoEfectivo, banks' apps, wallets) hang on an order. */
export const culqiMethods: MethodTable = {
  everywhere: ["card"],
  local: { PE: { PEN: ["yape", "plin", "bankApp", "pagoefectivo"] } },
};
/** Those that are paid by a code. */
export const BY_CODE = ["plin", "bankApp", "pagoefectivo"] as const;
