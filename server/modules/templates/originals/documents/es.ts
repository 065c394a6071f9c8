/** Notes of the documents of billing, in Spanish. */
export const documentsEs = {
  "billing.invoice": {
    pdf: {
      header: "",
      footer:
        "Gracias por tu preferencia. Puedes ver este documento y su explicación línea por línea en {{url}}",
    },
  },
  "billing.creditNote": {
    pdf: { header: "", footer: "El saldo a favor se aplica a tus próximas facturas." },
  },
  "billing.receipt": { pdf: { header: "", footer: "Gracias por tu pago." } },
  "billing.statement": {
    pdf: { header: "", footer: "Si algo no coincide con tus registros, escríbenos." },
  },
};
