import type { Locale } from "@/server/tenancy/context";

/** What is agreed to: that the card is kept, or that it is charged without its holder. */
export type MandateKind = "keep" | "autopay";
/** The words as they are shown and kept as evidence. */
export type MandateWords = { version: string; text: string };

/** Raised whenever a word below changes: evidence says which words somebody saw. */
const EDITION = 1;

type Words = { keep(company: string): string; autopay(company: string, days: number): string };

const WORDS: Record<Locale, Words> = {
  es: {
    keep: (company) =>
      `Autorizo a ${company} a guardar esta tarjeta con su pasarela de pagos para cobros que yo autorice después. Puedo quitarla cuando quiera.`,
    autopay: (company, days) =>
      `Autorizo a ${company} a cobrar a esta tarjeta, sin que yo esté presente, lo que deba de cada factura ${days === 0 ? "desde su día de vencimiento" : days === 1 ? "desde un día antes de su vencimiento" : `desde ${days} días antes de su vencimiento`}, incluidas las que ya vencieron. Si el banco no acepta un cobro, puede intentarlo otra vez en los días siguientes. Puedo apagar el pago automático cuando quiera.`,
  },
  en: {
    keep: (company) =>
      `I authorize ${company} to keep this card with its payment gateway for charges that I authorize later. I can remove it whenever I want.`,
    autopay: (company, days) =>
      `I authorize ${company} to charge to this card, without me being present, what I owe of each invoice ${days === 0 ? "from its due date" : days === 1 ? "from one day before its due date" : `from ${days} days before its due date`}, including those already overdue. If the bank does not accept a charge, it may be tried again in the following days. I can switch automatic payment off whenever I want.`,
  },
  pt: {
    keep: (company) =>
      `Autorizo ${company} a guardar este cartão em seu gateway de pagamentos para cobranças que eu autorizar depois. Posso removê-lo quando quiser.`,
    autopay: (company, days) =>
      `Autorizo ${company} a cobrar neste cartão, sem que eu esteja presente, o que eu dever de cada fatura ${days === 0 ? "a partir do dia do vencimento" : days === 1 ? "a partir de um dia antes do vencimento" : `a partir de ${days} dias antes do vencimento`}, incluídas as já vencidas. Se o banco não aceitar uma cobrança, ela pode ser tentada de novo nos dias seguintes. Posso desligar o pagamento automático quando quiser.`,
  },
};

/** The words that somebody agrees to. `daysBefore`: from when invoices are charged. */
export function mandateWords(
  kind: MandateKind,
  { locale, company, daysBefore }: { locale: Locale; company: string; daysBefore: number },
): MandateWords {
  const words = WORDS[locale];
  if (kind === "keep") return { version: `keep-${EDITION}`, text: words.keep(company) };
  return { version: `autopay-${EDITION}.${daysBefore}`, text: words.autopay(company, daysBefore) };
}

/** How many days before the due date the words allowed; words that nobody can read allow none. */
export function agreedDays(version: string): number {
  const days = /^autopay-\d+\.(\d{1,2})$/.exec(version)?.[1];
  return days === undefined ? 0 : Number(days);
}
