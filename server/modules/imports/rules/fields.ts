import { foldText } from "@/server/kernel/fold-text";

/** What can be brought over, in the order in which it makes sense. */
export const IMPORT_KINDS = [
  "customers",
  "plans",
  "services",
  "openInvoices",
  "openingBalances",
  "credits",
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

type Field = { name: string; required?: true; header: RegExp };

const customer: Field = {
  name: "customer",
  required: true,
  header:
    /^(cliente|customer|abonado|assinante|codigo de cliente|n.? ?(de )?cliente|ruc|dni|cuit|cpf|documento|tax ?id)\b/,
};
const amount: Field = {
  name: "amount",
  required: true,
  header: /^(saldo|importe|monto|valor|amount|balance|deuda|pendiente|pendente|open|total)\b/,
};
const currency: Field = { name: "currency", header: /^(moneda|moeda|currency)\b/ };
const note: Field = {
  name: "note",
  header: /^(nota|observaci|concepto|descripci|descri[cç]|note|memo)/,
};

/** The fields of each kind's file; the header's words are folded es, en and pt. */
export const FIELDS: Readonly<Record<ImportKind, readonly Field[]>> = {
  customers: [
    {
      name: "name",
      required: true,
      header:
        /^(nombres?|nome|name|cliente|customer|razon social|razao social|full name|company|empresa|titular)\b/,
    },
    {
      name: "taxId",
      header:
        /^(ruc|dni|cuit|cuil|cpf|cnpj|rut|nit|rfc|cedula|documento|tax ?id|identificaci|(numero|nro|n)\W* ?(de )?(documento|ruc|dni))/,
    },
    { name: "kind", header: /^(tipo(?! de doc)|type|kind|clase)\b/ },
    { name: "email", header: /^(e-?mails?|correos?|mail)\b/ },
    {
      name: "phone",
      header: /^(telefonos?|telefones?|tel|phones?|celular(es)?|movil|mobile|whats ?app|fone)\b/,
    },
    {
      name: "city",
      header: /^(ciudad|cidade|city|distrito|localidad|municipio|poblacion)\b/,
    },
    { name: "status", header: /^(estado del cliente|estado|status|situacion|situacao)\b/ },
  ],
  plans: [
    { name: "code", required: true, header: /^(codigo|code|sku|clave)\b/ },
    { name: "name", required: true, header: /^(nombre|nome|name|plan|plano)\b/ },
    {
      name: "price",
      required: true,
      header: /^(precio|preco|price|tarifa|mensualidad|cuota|valor)\b/,
    },
    currency,
    { name: "niche", header: /^(rubro|ramo|tipo|niche|type|kind|servicio)\b/ },
    { name: "downMbps", header: /^(bajada|descarga|download|down)\b/ },
    { name: "upMbps", header: /^(subida|carga|upload|up)\b/ },
    { name: "intervalMonths", header: /^(meses|months|intervalo|interval|periodicidad|periodo)\b/ },
    { name: "billingMode", header: /^(modalidad|modalidade|modo|mode|pago)\b/ },
  ],
  services: [
    customer,
    {
      name: "plan",
      required: true,
      header: /^(plan|plano|codigo de plan|producto|service plan)\b/,
    },
    { name: "label", header: /^(etiqueta|alias|label|direccion|endereco|address)\b/ },
    { name: "startedOn", header: /^(alta|inicio|desde|start|activaci|ativac|instala)/ },
    { name: "nextBillOn", header: /^(proxim|next|(facturar|cobrar|faturar) desde|bill from)/ },
    { name: "billDay", header: /^(dia|day|bill day|corte|vence el)\b/ },
    { name: "price", header: /^(precio|preco|price|tarifa|mensualidad)\b/ },
    { name: "state", header: /^(estado|status|situac)/ },
    { name: "ref", header: /^(pppoe|usuario|user|ref|login|contrato)\b/ },
  ],
  openInvoices: [
    customer,
    {
      name: "number",
      required: true,
      header: /^(numero|n.?|factura|comprobante|invoice|fatura|number)\b/,
    },
    { name: "issuedOn", header: /^(emision|emissao|fecha de emision|fecha|issued|date|data)\b/ },
    { name: "dueOn", required: true, header: /^(vencimiento|vence|vencimento|due)\b/ },
    amount,
    currency,
    note,
  ],
  openingBalances: [
    customer,
    amount,
    { name: "dueOn", header: /^(vencimiento|vence|vencimento|due|fecha)\b/ },
    currency,
    note,
  ],
  credits: [
    customer,
    amount,
    { name: "receivedOn", header: /^(fecha|data|date|recibido|received)\b/ },
    currency,
    note,
  ],
};

/** Which column (0 is the first) holds which field; absent: none. */
export type FieldMapping = Partial<Record<string, number>>;

/** Header of a file → the fields that its columns seem to hold; each column once, the first that fits wins. */
export function guessFields(kind: ImportKind, header: readonly string[]): Record<string, number> {
  const mapping: Record<string, number> = {};
  const folded = header.map(foldText);
  const exact = (name: string) => folded.indexOf(foldText(name));
  for (const { name, header: pattern } of FIELDS[kind]) {
    const taken = new Set(Object.values(mapping));
    const named = exact(name);
    const column =
      named >= 0 && !taken.has(named)
        ? named
        : folded.findIndex((text, at) => !taken.has(at) && pattern.test(text));
    if (column >= 0) mapping[name] = column;
  }
  return mapping;
}

/** What stood in a row, by field. */
export type Given = Partial<Record<string, string>>;

/** A row's cells under the names of the fields. */
export function givenOf(kind: ImportKind, cells: readonly string[], mapping: FieldMapping): Given {
  const given: Given = {};
  for (const { name } of FIELDS[kind]) {
    const column = mapping[name];
    if (column !== undefined) given[name] = plainText(cells[column] ?? "");
  }
  return given;
}

/**
 * One line that the database can keep: no control characters (it takes no NUL), no half of a character that the cut left.
 * The apostrophe is what our own file of refused rows puts before a `+` or `-` (CSV injection).
 */
const plainText = (cell: string): string =>
  cell
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .replace(/^'(?=[=+\-@])/, "")
    .slice(0, 500)
    .toWellFormed();
