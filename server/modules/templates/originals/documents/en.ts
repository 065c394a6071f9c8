/** Notes of the documents of billing, in English. */
export const documentsEn = {
  "billing.invoice": {
    pdf: {
      header: "",
      footer: "Thank you for choosing us. See this document, explained line by line, at {{url}}",
    },
  },
  "billing.creditNote": {
    pdf: { header: "", footer: "The credit is applied to your next invoices." },
  },
  "billing.receipt": { pdf: { header: "", footer: "Thank you for your payment." } },
  "billing.statement": {
    pdf: { header: "", footer: "If anything differs from your records, write to us." },
  },
};
