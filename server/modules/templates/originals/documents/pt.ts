/** Notes of the documents of billing, in Portuguese. */
export const documentsPt = {
  "billing.invoice": {
    pdf: {
      header: "",
      footer:
        "Obrigado pela preferência. Veja este documento, explicado linha por linha, em {{url}}",
    },
  },
  "billing.creditNote": {
    pdf: { header: "", footer: "O saldo a favor é aplicado às suas próximas faturas." },
  },
  "billing.receipt": { pdf: { header: "", footer: "Obrigado pelo seu pagamento." } },
  "billing.statement": {
    pdf: { header: "", footer: "Se algo não bater com os seus registros, escreva para nós." },
  },
};
