/** A company's tax id and a person's phone as the country writes them, for the example files; none is anybody's. */
const EXAMPLES: Readonly<Record<string, { taxId: string; phone: string }>> = {
  PE: { taxId: "20601234565", phone: "987 654 321" },
  AR: { taxId: "30-71234567-1", phone: "11 4321 5678" },
  BR: { taxId: "11.222.333/0001-81", phone: "11 98765-4321" },
  CL: { taxId: "76.086.428-5", phone: "9 8765 4321" },
  CO: { taxId: "900.123.456-8", phone: "310 123 4567" },
  MX: { taxId: "SOL010101AB2", phone: "55 1234 5678" },
};

/** What stands for `{taxId}`, `{phone}` and `{currency}` in the words of the example files. Pure. */
export const examplesOf = (country: string, currency: string) => ({
  ...(EXAMPLES[country] ?? { taxId: "", phone: "" }),
  currency,
});
