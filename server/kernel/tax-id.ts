import { foldText } from "./fold-text";

/** What is wrong with a tax id: a key of `errors`. */
export type TaxIdProblem =
  | "tax_id_kind_unknown"
  | "tax_id_length"
  | "tax_id_format"
  | "tax_id_check_digit";

type Rule = {
  /** What its canonical text looks like; the length alone is judged by `lengths`. */
  shape: RegExp;
  lengths: readonly number[];
  /** Canonical text → is its check digit right? Absent: it has none. */
  check?: (id: string) => boolean;
  /** Canonical text as people write it. */
  format?: (id: string) => string;
};

const digits = (id: string): number[] => [...id].map(Number);
/** Sum of values times weights. */
const weigh = (values: readonly number[], weights: readonly number[]): number =>
  values.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
/** Weights of the last `count` places of a row. */
const lastOf = (row: readonly number[], count: number) => row.slice(row.length - count);

const RUC_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
/** SUNAT: 11 less the remainder; 10 is written 0, 11 is written 1. */
const ruc = (id: string): boolean =>
  (11 - (weigh(digits(id.slice(0, 10)), RUC_WEIGHTS) % 11)) % 10 === Number(id[10]);

/** AFIP/ARCA: 11 less the remainder; 11 is written 0, and 10 is never given out. */
function cuit(id: string): boolean {
  const left = 11 - (weigh(digits(id.slice(0, 10)), RUC_WEIGHTS) % 11);
  return left !== 10 && left % 11 === Number(id[10]);
}

const modulo11 = (sum: number): number => (sum % 11 < 2 ? 0 : 11 - (sum % 11));
const CNPJ_ROW = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
const CPF_ROW = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];

/** Receita Federal: two check digits, the second over the first; letters count as their ASCII code less 48 (IN RFB 2229/2024). */
function twoDigits(id: string, row: readonly number[]): boolean {
  const body = id.length - 2;
  const values = [...id].map((char) => char.charCodeAt(0) - 48);
  return [body, body + 1].every(
    (count) => modulo11(weigh(values.slice(0, count), lastOf(row, count))) === values[count],
  );
}
const cpf = (id: string): boolean => !/^(\d)\1{10}$/.test(id) && twoDigits(id, CPF_ROW);
const cnpj = (id: string): boolean => !/^0{14}$/.test(id) && twoDigits(id, CNPJ_ROW);

/** SII: weights 2 to 7 from the right; 11 is written 0, 10 is written K. */
function rut(id: string): boolean {
  const body = digits(id.slice(0, -1)).toReversed();
  const left =
    11 -
    (weigh(
      body,
      body.map((_, at) => 2 + (at % 6)),
    ) %
      11);
  return (left === 11 ? "0" : left === 10 ? "K" : String(left)) === id.at(-1);
}

const NIT_WEIGHTS = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];
/** DIAN: primes from the right; a remainder of 0 or 1 is written as it is. */
function nit(id: string): boolean {
  const rest = weigh(digits(id.slice(0, -1)).toReversed(), NIT_WEIGHTS) % 11;
  return (rest > 1 ? 11 - rest : rest) === Number(id.at(-1));
}

const RFC_LETTERS = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";
/** SAT (Anexo 8): a company's begins with a space; the two that stand for the public and for foreigners have no check digit. */
function rfc(id: string): boolean {
  if (id === "XAXX010101000" || id === "XEXX010101000") return true;
  const text = id.padStart(13, " ");
  const values = [...text.slice(0, 12)].map((char) => RFC_LETTERS.indexOf(char));
  const left =
    11 -
    (weigh(
      values,
      values.map((_, at) => 13 - at),
    ) %
      11);
  return (left === 11 ? "0" : left === 10 ? "A" : String(left)) === text[12];
}

const CURP_LETTERS = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
/** RENAPO: weights 18 to 2, modulo 10. */
function curp(id: string): boolean {
  const values = [...id.slice(0, 17)].map((char) => CURP_LETTERS.indexOf(char));
  const sum = weigh(
    values,
    values.map((_, at) => 18 - at),
  );
  return (10 - (sum % 10)) % 10 === Number(id[17]);
}

/** `##.###-#` filled with the id's characters from the left. */
const masked =
  (mask: string) =>
  (id: string): string => {
    let at = 0;
    return mask.replaceAll("#", () => id[at++] ?? "");
  };
const thousands = (text: string) => text.replaceAll(/\B(?=(\d{3})+$)/g, ".");
const dotted = (id: string) => `${thousands(id.slice(0, -1))}-${id.at(-1)}`;
const dashed = masked("##-########-#");
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);
const DATE = String.raw`\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;

const passport: Rule = { shape: /^[A-Z0-9]+$/, lengths: range(5, 15) };
/** A tax id of a country whose rules we do not know. */
const other: Rule = { shape: /^[A-Z0-9]+$/, lengths: range(2, 20) };

/** Kinds by country (ISO 3166 alpha-2), the usual one first. */
const RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  PE: {
    RUC: { shape: /^(10|15|16|17|20)\d+$/, lengths: [11], check: ruc },
    DNI: { shape: /^\d+$/, lengths: [8] },
    CE: { shape: /^[A-Z0-9]+$/, lengths: range(8, 12) },
    passport,
  },
  AR: {
    CUIT: {
      shape: /^(2[034567]|3[034]|5[015])\d+$/,
      lengths: [11],
      check: cuit,
      format: dashed,
    },
    CUIL: { shape: /^2[034567]\d+$/, lengths: [11], check: cuit, format: dashed },
    DNI: { shape: /^\d+$/, lengths: [7, 8], format: thousands },
    passport,
  },
  BR: {
    CPF: { shape: /^\d+$/, lengths: [11], check: cpf, format: masked("###.###.###-##") },
    CNPJ: {
      shape: /^[A-Z0-9]{12}\d{2}$/,
      lengths: [14],
      check: cnpj,
      format: masked("##.###.###/####-##"),
    },
    passport,
  },
  CL: {
    RUT: { shape: /^\d+[\dK]$/, lengths: range(7, 9), check: rut, format: dotted },
    passport,
  },
  CO: {
    NIT: { shape: /^\d+$/, lengths: range(8, 11), check: nit, format: dotted },
    CC: { shape: /^\d+$/, lengths: range(5, 10), format: thousands },
    CE: { shape: /^\d+$/, lengths: range(4, 8) },
    passport,
  },
  MX: {
    RFC: {
      shape: new RegExp(`^[A-ZÑ&]{3,4}${DATE}[A-Z0-9]{2}[0-9A]$`),
      lengths: [12, 13],
      check: rfc,
    },
    CURP: {
      shape: new RegExp(`^[A-ZÑ]{4}${DATE}[HMX][A-Z]{5}[A-Z0-9]\\d$`),
      lengths: [18],
      check: curp,
    },
    passport,
  },
};
const ELSEWHERE: Readonly<Record<string, Rule>> = { taxId: other, passport };

/** Countries whose tax ids are known by their rules. */
export const TAX_COUNTRIES: readonly string[] = Object.keys(RULES);

const rulesOf = (country: string) =>
  (Object.hasOwn(RULES, country) ? RULES[country] : undefined) ?? ELSEWHERE;
const ruleOf = (country: string, kind: string): Rule | undefined => {
  const rules = rulesOf(country);
  return Object.hasOwn(rules, kind) ? rules[kind] : undefined;
};

/** The kinds that a country knows, the usual one first; elsewhere `taxId` and `passport`. */
export const taxIdKinds = (country: string): string[] => Object.keys(rulesOf(country));

/** As it is kept and compared: upper-case, without spaces, dots, dashes, slashes; Ñ stays a letter of its own. */
export function canonicalTaxId(country: string, kind: string, text: string): string {
  const upper = text.toUpperCase().normalize("NFC");
  const kept = country === "MX" ? upper : foldText(upper).toUpperCase();
  const plain = kept.replaceAll(/[^A-Z0-9Ñ&]/g, "");
  // People leave out the zeros that a short RUT begins with, or write them all: one text for one person.
  return country === "CL" && kind === "RUT" ? plain.replace(/^0+(?=.{7})/, "") : plain;
}

/** What is wrong with it, or null. Takes it as typed; a kind without check digit is judged by length and letters alone. */
export function checkTaxId(country: string, kind: string, text: string): TaxIdProblem | null {
  const rule = ruleOf(country, kind);
  if (!rule) return "tax_id_kind_unknown";
  const id = canonicalTaxId(country, kind, text);
  if (!rule.lengths.includes(id.length)) return "tax_id_length";
  if (!rule.shape.test(id)) return "tax_id_format";
  return rule.check && !rule.check(id) ? "tax_id_check_digit" : null;
}

/** As people of the country write it: 76086428-5 → 76.086.428-5. Unknown kinds as they are kept. */
export function formatTaxId(country: string, kind: string, text: string): string {
  const id = canonicalTaxId(country, kind, text);
  const rule = ruleOf(country, kind);
  return rule?.format && rule.lengths.includes(id.length) ? rule.format(id) : id;
}
