import type { MethodTable, PayMethod } from "../schema";

/** secure.micuentaweb.pe/doc, "paymentMethods" of Charge/CreatePayment; the codes are not verified against the real service. */
export const izipayMethods: MethodTable = {
  everywhere: ["card"],
  local: { PE: { PEN: ["yape", "plin", "pagoefectivo"] } },
};

/** Its own codes. */
export const IZIPAY_CODES: Readonly<Partial<Record<PayMethod, string>>> = {
  ...{ card: "CARDS", yape: "YAPE", plin: "PLIN", pagoefectivo: "PAGOEFECTIVO" },
};
