import type { Day } from "@/server/kernel/day";
import { foldText } from "@/server/kernel/fold-text";
import { currencyDigits, type Minor, toMinor } from "@/server/kernel/money";
import { readAmount, readDay } from "@/server/kernel/read-cell";
import type { StatementField } from "./statement-fields";

/** A line as the statement means it; `amountMinor` above zero came in. */
export type StatementLine = {
  movedOn: Day;
  amountMinor: Minor;
  reference: string;
  text: string;
};
export type GivenLine = Partial<Record<StatementField, string>>;
/** What the whole file says of how it is written. */
export type Writing = { currency: string; today: Day; decimals: "." | "," | undefined };

/** Which mark the file's amounts have before their decimals; undefined: none of them tells. Pure. */
export function decimalsOf(amounts: readonly string[]): "." | "," | undefined {
  const votes = { ".": 0, ",": 0 };
  for (const text of amounts) {
    const mark = /([.,])(\d{1,2}|\d{4,})\D*$/.exec(text)?.[1];
    if (mark === "." || mark === ",") votes[mark] += 1;
  }
  if (votes["."] === votes[","]) return undefined;
  return votes["."] > votes[","] ? "." : ",";
}

const OUT = /^(d|db|deb.*|cargos?|egres.*|saida.*|salida.*|retiro.*|debe|-)$/;
const IN = /^(c|cr|cred.*|abonos?|ingres.*|entrada.*|deposit.*|haber|\+)$/;
const MOST = { reference: 120, text: 300 };

/** A row of a statement → its line, or the first thing wrong with it (a key of `errors`). Pure. */
export function readMovement(
  given: GivenLine,
  { currency, today, decimals }: Writing,
): StatementLine | { problem: string } {
  const movedOn = readDay(given.movedOn ?? "");
  if (!movedOn) return { problem: "import_day_invalid" };
  if (movedOn > today) return { problem: "received_in_future" };
  const read = (text: string) => minorOf(text, currency, decimals);
  const amountMinor = signed(given, read);
  if (amountMinor === undefined) return { problem: "import_amount_invalid" };
  if (amountMinor === 0) return { problem: "bank_amount_none" };
  return {
    ...{ movedOn, amountMinor, reference: plain(given.reference ?? "").slice(0, MOST.reference) },
    text: plain([given.text, given.payer].filter(Boolean).join(" · ")).slice(0, MOST.text),
  };
}

const plain = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

function signed(given: GivenLine, read: (text: string) => Minor | undefined): Minor | undefined {
  const [credit = "", debit = ""] = [given.credit?.trim(), given.debit?.trim()];
  if (credit || debit) {
    const [came, left] = [credit ? read(credit) : 0, debit ? read(debit) : 0];
    if (came === undefined || left === undefined) return undefined;
    // Banks write what left with a minus or without one; a minus among what came is a correction.
    return came - Math.abs(left);
  }
  const amount = read(given.amount ?? "");
  const sign = foldText(given.sign ?? "");
  if (amount === undefined || sign === "") return amount;
  if (OUT.test(sign)) return 0 - Math.abs(amount);
  return IN.test(sign) ? Math.abs(amount) : amount;
}

/** An amount in minor units; undefined when it is none, or nobody can say which mark is which. Pure. */
function minorOf(text: string, currency: string, decimals: "." | "," | undefined) {
  const given = text.trim();
  if (given === "") return undefined;
  const behind = /-\s*\D*$/.test(given) && /\d/.test(given);
  const digits = currencyDigits(currency);
  // Thousands only, as in `1.234`: no decimals in the currency, or the file has another mark for them.
  const groups = /^\D*\d{1,3}(?:([.,])\d{3})+\D*$/.exec(given)?.[1];
  const whole = groups !== undefined && (digits === 0 || (decimals && groups !== decimals));
  const amount = readAmount(whole ? given.replaceAll(/[.,]/g, "") : given);
  if (amount === undefined || !/^-?\d{1,12}(\.|$)/.test(amount)) return undefined;
  const [, places = ""] = amount.split(".");
  if (places.replace(/0+$/, "").length > digits) return undefined;
  const minor = toMinor(amount, currency);
  return behind ? 0 - Math.abs(minor) : minor;
}
