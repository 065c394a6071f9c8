import type { PayMethod } from "./schema";
import { type Cell, CELLS, type GatewayName } from "./schema";

const NAMES: Record<GatewayName, string> = {
  culqi: "Culqi",
  izipay: "Izipay",
  mercadopago: "MercadoPago",
  niubiz: "Niubiz",
  paypal: "PayPal",
  stripe: "Stripe",
};
const HEADS: Record<Cell, string> = {
  create: "create",
  confirm: "confirm",
  lookUp: "look up",
  refund: "refund",
  tokenCharge: "token charge",
  forgetCard: "forget card",
  autopay: "automatic payment",
  notification: "notification",
};

/** The table of what each gateway does, as Markdown: a row for each, a mark only where a test of its cell has passed. */
export function capabilityMatrix(
  rows: readonly { name: GatewayName; cells: readonly Cell[] }[],
): string {
  const table = [
    ["gateway", ...CELLS.map((cell) => HEADS[cell])],
    ...rows.map(({ name, cells }) => [
      NAMES[name],
      ...CELLS.map((cell) => (cells.includes(cell) ? "yes" : "no")),
    ]),
  ];
  return [
    "# What each payment gateway does",
    "",
    "Written by `server/integrations/payments/contract.test.ts`, which fails when this page does not say what it proved:",
    "every gateway's adapter is played against its stand-in (late answers, lost answers, doubles, refusals, forgeries).",
    "`yes` is a cell whose tests passed; `no` is one that the gateway, or our adapter, does not have: MercadoPago charges no kept",
    "card without its security code, so none is kept there; Niubiz has no call that forgets one, and only our copy is dropped.",
    "",
    ...tableOf(table),
    "",
  ].join("\n");
}

const WAYS: Record<PayMethod, string> = {
  ...{ card: "cards", paypal: "PayPal", yape: "Yape", plin: "Plin", bankApp: "banks' apps" },
  ...{ pagoefectivo: "PagoEfectivo", pix: "Pix", boleto: "boleto", oxxo: "OXXO", spei: "SPEI" },
  ...{ pse: "PSE", efecty: "Efecty", rapipago: "Rapipago", pagofacil: "Pago Fácil" },
  ...{ khipu: "Khipu", abitab: "Abitab", redpagos: "Redpagos" },
};

/** The ways to pay that were proven, a row for each gateway and place: which a page asks for, one by one switched on and off. */
export function methodMatrix(
  rows: readonly {
    name: GatewayName;
    country: string;
    currency: string;
    methods: readonly PayMethod[];
  }[],
): string {
  return [
    "## Ways to pay, by country and money",
    "",
    "Each was switched on and off alone, and the stand-in's page showed precisely what was on. Codes and slips",
    "of Culqi, MercadoPago and Stripe were told with their end (set by us, but for Yape and SPEI) and paid later; Izipay's were not played.",
    "Other countries and money: cards (at PayPal, its wallet). Niubiz's form shows Yape and PagoEfectivo by its contract, not by our word.",
    "",
    ...tableOf([
      ["gateway", "country", "money", "ways"],
      ...rows.map(({ name, country, currency, methods }) => [
        ...[NAMES[name], country, currency],
        methods.map((method) => WAYS[method]).join(", "),
      ]),
    ]),
    "",
  ].join("\n");
}

/** A table in Markdown, its first row the head. */
function tableOf(table: readonly (readonly string[])[]): string[] {
  const width = (table[0] ?? []).map((_, at) =>
    Math.max(...table.map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((text, at) => text.padEnd(width[at] ?? 0)).join(" | ")} |`;
  const [head = "", ...body] = table.map(line);
  return [head, `| ${width.map((wide) => "-".repeat(wide)).join(" | ")} |`, ...body];
}
