/** What a site's page offers, by the vendor's ids (`../shared/specs/mercadopago/by-site`), each with its type. */
export const SITES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AR: { visa: "credit_card", rapipago: "ticket", pagofacil: "ticket" },
  BR: { visa: "credit_card", pix: "bank_transfer", bolbradesco: "ticket" },
  CL: { visa: "credit_card", khipu: "bank_transfer" },
  CO: { visa: "credit_card", pse: "bank_transfer", efecty: "ticket" },
  MX: { visa: "credit_card", oxxo: "ticket", clabe: "bank_transfer" },
  PE: { visa: "credit_card", yape: "digital_wallet", pagoefectivo_atm: "atm" },
  UY: { visa: "credit_card", abitab: "ticket", redpagos: "ticket" },
};
