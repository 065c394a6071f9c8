import { foldText } from "@/server/kernel/fold-text";

type Field = { name: StatementField; required?: true; header: RegExp };
export type StatementField =
  | "movedOn"
  | "text"
  | "reference"
  | "amount"
  | "credit"
  | "debit"
  | "sign"
  | "payer";

/** What a statement may hold; the titles are folded es, en and pt as banks here write them. */
export const STATEMENT_FIELDS: readonly Field[] = [
  {
    name: "movedOn",
    required: true,
    header: /^(fecha|fec\b|f\. |dia$|data\b|date|posting date|booking date)/,
  },
  {
    name: "credit",
    header: /^(abonos?|creditos?|haber|ingresos?|depositos?|entradas?|credits?|haberes)\b/,
  },
  {
    name: "debit",
    header: /^(cargos?|debitos?|debe|egresos?|retiros?|saidas?|debits?|salidas?)\b/,
  },
  { name: "amount", header: /^(importe|monto|valor|amount|movimiento s\/|total)\b/ },
  {
    name: "sign",
    header: /^(signo|tipo( de)? (mov|operaci|lancamento)|d\/c|c\/d|dc|natureza|tipo$|type$)/,
  },
  {
    name: "reference",
    header:
      /^(n[°ºo.]* ?(de )?(operaci|oper|docum|doc|referencia|mov)|operacion|nro|num|referencia|reference|documento|comprobante|codigo|id\b|ref\b)/,
  },
  {
    name: "payer",
    header:
      /^(ordenante|originante|pagador|remitente|titular|nombre|nome|payer|sender|beneficiario)/,
  },
  {
    name: "text",
    header:
      /^(descripci|descri[cç]|detalle|concepto|glosa|historico|lancamento|movimiento|movimento|description|details|memo|text|leyenda)/,
  },
];

/** Which column (0 is the first) holds which field, by its title; `remembered`: titles chosen the last time. Pure. */
export function guessStatement(
  header: readonly string[],
  remembered: Readonly<Record<string, string>> = {},
): Record<string, number> {
  const folded = header.map(foldText);
  const mapping: Record<string, number> = {};
  for (const { name } of STATEMENT_FIELDS) {
    const title = remembered[name];
    const column = title === undefined ? -1 : folded.indexOf(title);
    if (column >= 0) mapping[name] = column;
  }
  if (Object.keys(mapping).length > 0) return mapping;
  for (const { name, header: pattern } of STATEMENT_FIELDS) {
    const taken = new Set(Object.values(mapping));
    const column = folded.findIndex((title, at) => !taken.has(at) && pattern.test(title));
    if (column >= 0) mapping[name] = column;
  }
  return mapping;
}

/** A mapping as it is kept: titles stay when columns change places. Pure. */
export const titlesOf = (
  header: readonly string[],
  mapping: Readonly<Record<string, number>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(mapping).flatMap(([field, column]) => {
      const title = foldText(header[column] ?? "");
      return title ? [[field, title] as const] : [];
    }),
  );

const LOOKED_AT = 30;

/** Rows from the titles on: banks write whose account it is above them. Pure. */
export function fromTitles<Row extends { cells: readonly string[] }>(rows: readonly Row[]): Row[] {
  const at = rows.slice(0, LOOKED_AT).findIndex(({ cells }) => {
    const found = guessStatement(cells);
    return "movedOn" in found && ("amount" in found || "credit" in found || "debit" in found);
  });
  return rows.slice(Math.max(0, at));
}
