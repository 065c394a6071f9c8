import type { PayMethod, MethodTable } from "../schema";

/** As the vendor's descriptions by site name them (`../shared/specs/mercadopago/by-site`); Yape as its Peruvian pages do. */
export const mercadopagoMethods: MethodTable = {
  everywhere: ["card"],
  local: {
    AR: { ARS: ["rapipago", "pagofacil"] },
    BR: { BRL: ["pix", "boleto"] },
    CL: { CLP: ["khipu"] },
    CO: { COP: ["pse", "efecty"] },
    MX: { MXN: ["oxxo", "spei"] },
    PE: { PEN: ["yape", "pagoefectivo"] },
    UY: { UYU: ["abitab", "redpagos"] },
  },
};

/** Its own ids. */
export const MERCADOPAGO_IDS: Readonly<Partial<Record<PayMethod, string>>> = {
  ...{ pix: "pix", boleto: "bolbradesco", oxxo: "oxxo", spei: "clabe", pse: "pse" },
  ...{ efecty: "efecty", rapipago: "rapipago", pagofacil: "pagofacil", khipu: "khipu" },
  ...{ yape: "yape", pagoefectivo: "pagoefectivo_atm", abitab: "abitab", redpagos: "redpagos" },
};

/** What it calls cards: its balance cannot be left out. */
export const CARD_TYPES = ["credit_card", "debit_card", "prepaid_card"] as const;
