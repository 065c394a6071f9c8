import { foldText } from "@/server/kernel/fold-text";
import { type Minor, toMinor } from "@/server/kernel/money";
import type { Day } from "@/server/kernel/day";
import type { Given, ImportKind } from "./fields";
import { readAmount, readDay } from "@/server/kernel/read-cell";
import { type CustomerRow, readCustomer } from "./read-customer";

/** What a row of each kind means; customers and plans are still what the file calls them. */
export type PlanRow = {
  code: string;
  name: string;
  /** Decimal text of major units. */
  price: string;
  currency: string;
  niche: "internet" | "maintenance" | "saas" | "iptv" | "voip" | "other";
  downKbps: number | null;
  upKbps: number | null;
  intervalMonths: number;
  billingMode: "prepaid" | "postpaid";
};
export type ServiceRow = {
  customer: string;
  plan: string;
  label: string;
  startedOn: Day | null;
  nextBillOn: Day | null;
  billDay: number | null;
  price: string | null;
  state: "active" | "suspended" | "terminated";
  ref: string;
};
/** An amount owed (or, for credits, held) in minor units. */
export type MoneyRow = {
  customer: string;
  number: string;
  issuedOn: Day | null;
  dueOn: Day | null;
  amountMinor: Minor;
  currency: string;
  note: string;
};
export type ImportedRow = {
  customers: CustomerRow;
  plans: PlanRow;
  services: ServiceRow;
  openInvoices: MoneyRow;
  openingBalances: MoneyRow;
  credits: MoneyRow;
};

type Read<K extends ImportKind> = ImportedRow[K] | { problem: string };

/** The tenant's own: what a file leaves unsaid. */
export type Defaults = {
  /** ISO 4217. */
  currency: string;
  /** ISO 3166-1 alpha-2: whose phones and tax ids they are. */
  country: string;
};

/** One row of a kind → what it means, or the first thing wrong with it (a key of `errors`). Pure. */
export function readImportRow<K extends ImportKind>(kind: K, given: Given, own: Defaults): Read<K> {
  return READERS[kind](given, own) as Read<K>;
}

const READERS: { [K in ImportKind]: (given: Given, own: Defaults) => Read<K> } = {
  customers: (given, own) => readCustomer(given, own.country),
  plans: readPlan,
  services: readService,
  openInvoices: (given, own) => {
    if (!given["number"]) return { problem: "import_number_required" };
    if (!given["dueOn"]) return { problem: "import_due_required" };
    return readMoney(given, own, "positive");
  },
  openingBalances: (given, own) => readMoney(given, own, "any"),
  credits: (given, own) => readMoney(given, own, "positive"),
};

const NICHES: [PlanRow["niche"], RegExp][] = [
  ["internet", /internet|fibra|fiber|wisp|antena|banda/],
  ["maintenance", /mantenimiento|manutenc|maintenance|soporte|suporte/],
  ["saas", /saas|software|licencia|licenca|hosting/],
  ["iptv", /tv|cable/],
  ["voip", /voip|telefon|phone/],
];

function readPlan(given: Given, own: Defaults): Read<"plans"> {
  const code = foldText(given["code"] ?? "")
    .toUpperCase()
    .replaceAll(/[\s/+]+/g, "-");
  if (!/^[A-Z0-9][A-Z0-9._-]{0,39}$/.test(code)) return { problem: "import_code_invalid" };
  const name = given["name"] ?? "";
  if (!name) return { problem: "name_required" };
  const price = amountIn(given["price"] ?? "");
  if (price === undefined || price.startsWith("-")) return { problem: "import_amount_invalid" };
  const currency = currencyOf(given["currency"], own);
  if (!currency) return { problem: "import_currency_unknown" };
  const [down, up] = [speed(given["downMbps"]), speed(given["upMbps"])];
  if (down === undefined || up === undefined) return { problem: "import_speed_invalid" };
  const intervalMonths = given["intervalMonths"] ? Number(given["intervalMonths"]) : 1;
  if (!Number.isInteger(intervalMonths) || intervalMonths < 1 || intervalMonths > 24)
    return { problem: "import_interval_invalid" };
  const said = foldText(`${given["niche"] ?? ""} ${name}`);
  const niche = NICHES.find(([, words]) => words.test(said))?.[0] ?? (down ? "internet" : "other");
  const billingMode = /^(pos|post|venc|atras)/.test(foldText(given["billingMode"] ?? ""))
    ? "postpaid"
    : "prepaid";
  return {
    code,
    name,
    price,
    currency,
    niche,
    downKbps: down,
    upKbps: up,
    intervalMonths,
    billingMode,
  };
}

/** An amount that money can be counted in: none has more than twelve digits before the point. */
function amountIn(text: string): string | undefined {
  const amount = readAmount(text);
  return amount !== undefined && /^-?\d{1,12}(\.|$)/.test(amount) ? amount : undefined;
}

/** Mbit/s → kbit/s; null: not said; undefined: no speed. */
function speed(text = ""): number | null | undefined {
  if (text === "") return null;
  const amount = readAmount(text.replace(/\s*(mbps|mb|megas?|m)$/i, ""));
  const kbps = amount === undefined ? Number.NaN : Math.round(Number(amount) * 1000);
  return kbps > 0 && kbps <= 100_000_000 ? kbps : undefined;
}

const STATES: [ServiceRow["state"], RegExp][] = [
  ["active", /^(activ[oa]|ativ[oa]|active|habilitado|en servicio|al dia|)$/],
  ["suspended", /^(suspendid[oa]|suspenso|suspended|cortad[oa]|bloquead[oa]|moroso|blocked)$/],
  [
    "terminated",
    /^(baja|de baja|terminad[oa]|cancelad[oa]|inactiv[oa]|inativ[oa]|retirad[oa]|ended|terminated)$/,
  ],
];

function readService(given: Given): Read<"services"> {
  if (!given["customer"]) return { problem: "import_customer_required" };
  if (!given["plan"]) return { problem: "import_plan_required" };
  const state = STATES.find(([, words]) => words.test(foldText(given["state"] ?? "")))?.[0];
  if (!state) return { problem: "import_status_unknown" };
  const days = { startedOn: day(given["startedOn"]), nextBillOn: day(given["nextBillOn"]) };
  if (days.startedOn === undefined || days.nextBillOn === undefined)
    return { problem: "import_day_invalid" };
  const billDay = given["billDay"] ? Number(given["billDay"]) : null;
  if (billDay !== null && (!Number.isInteger(billDay) || billDay < 1 || billDay > 31))
    return { problem: "import_bill_day_invalid" };
  const price = given["price"] ? amountIn(given["price"]) : null;
  if (price === undefined || price?.startsWith("-")) return { problem: "import_amount_invalid" };
  return {
    customer: given["customer"],
    plan: given["plan"],
    label: given["label"] ?? "",
    startedOn: days.startedOn,
    nextBillOn: days.nextBillOn,
    ...{ billDay, price, state, ref: given["ref"] ?? "" },
  };
}

function readMoney(
  given: Given,
  own: Defaults,
  sign: "positive" | "any",
): { problem: string } | MoneyRow {
  if (!given["customer"]) return { problem: "import_customer_required" };
  const currency = currencyOf(given["currency"], own);
  if (!currency) return { problem: "import_currency_unknown" };
  const amount = amountIn(given["amount"] ?? "");
  if (amount === undefined) return { problem: "import_amount_invalid" };
  const amountMinor = toMinor(amount, currency);
  if (amountMinor === 0 || (sign === "positive" && amountMinor < 0))
    return { problem: "import_amount_invalid" };
  const issuedOn = day(given["issuedOn"] ?? given["receivedOn"]);
  const dueOn = day(given["dueOn"]);
  if (issuedOn === undefined || dueOn === undefined) return { problem: "import_day_invalid" };
  if (issuedOn && dueOn && dueOn < issuedOn) return { problem: "import_due_before_issue" };
  return {
    ...{ customer: given["customer"], number: given["number"] ?? "", note: given["note"] ?? "" },
    ...{ issuedOn, dueOn, amountMinor, currency },
  };
}

/** Null: not said; undefined: no day. */
const day = (text = ""): Day | null | undefined => (text === "" ? null : readDay(text));

const SIGNS: Readonly<Record<string, string>> = {
  "s/": "PEN",
  "s/.": "PEN",
  soles: "PEN",
  r$: "BRL",
  us$: "USD",
  u$s: "USD",
  dolares: "USD",
};

function currencyOf(text: string | undefined, own: Defaults): string | undefined {
  if (!text) return own.currency;
  const known = SIGNS[foldText(text)] ?? text.toUpperCase();
  return /^[A-Z]{3}$/.test(known) && Intl.supportedValuesOf("currency").includes(known)
    ? known
    : undefined;
}
