import { foldText } from "@/server/kernel/fold-text";

/** What a file of customers may hold. */
export const IMPORT_FIELDS = ["name", "kind", "email", "phone", "city", "status"] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Which column (0 is the first) holds which field; absent: none. */
export type ImportMapping = Partial<Record<ImportField, number>>;

/** Headers as people write them in es, en and pt; folded. The first column that fits wins. */
const HEADERS: Record<ImportField, RegExp> = {
  name: /^(nombres?|nome|name|cliente|customer|razon social|razao social|full name|company|empresa|titular)\b/,
  kind: /^(tipo|type|kind|clase)\b/,
  email: /^(e-?mails?|correos?|mail)\b/,
  phone: /^(telefonos?|telefones?|tel|phones?|celular(es)?|movil|mobile|whats ?app|fone)\b/,
  city: /^(ciudad|cidade|city|distrito|localidad|municipio|poblacion)\b/,
  status: /^(estado del cliente|estado|status|situacion|situacao)\b/,
};

/** Header of a file → the fields that its columns seem to hold. */
export function guessMapping(header: readonly string[]): ImportMapping {
  const mapping: ImportMapping = {};
  const folded = header.map(foldText);
  for (const field of IMPORT_FIELDS) {
    const taken = new Set(Object.values(mapping));
    const column = folded.findIndex((text, at) => !taken.has(at) && HEADERS[field].test(text));
    if (column >= 0) mapping[field] = column;
  }
  return mapping;
}
