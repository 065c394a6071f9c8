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
  const widths = CELLS.map((_, at) => at).concat(CELLS.length);
  const width = widths.map((at) => Math.max(...table.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, at) => text.padEnd(width[at] ?? 0)).join(" | ")} |`;
  const [head = "", ...body] = table.map(line);
  const rule = `| ${width.map((wide) => "-".repeat(wide)).join(" | ")} |`;
  return [
    "# What each payment gateway does",
    "",
    "Written by `server/integrations/payments/contract.test.ts`, which fails when this page does not say what it proved:",
    "every gateway's adapter is played against its stand-in (late answers, lost answers, doubles, refusals, forgeries).",
    "`yes` is a cell whose tests passed; `no` is one that the gateway, or our adapter, does not have: MercadoPago charges no kept",
    "card without its security code, so none is kept there; Niubiz has no call that forgets one, and only our copy is dropped.",
    "",
    ...[head, rule, ...body, ""],
  ].join("\n");
}
