/** What stands above the ways to pay, in mails. */
export const PAY_WAYS_TITLE = { es: "Cómo pagar", en: "How to pay", pt: "Como pagar" } as const;
