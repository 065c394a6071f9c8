import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StripeStandin } from "@/standins/stripe/handler";
import { decodeForm } from "@/standins/stripe/form";
import { newIntent, newSession } from "@/standins/stripe/objects";
import { encodeForm } from "./encode-form";
import {
  checkoutSession,
  checkoutSessionRequest,
  paymentIntent,
  paymentIntentRequest,
  stripeCustomerRequest,
  stripeDispute,
  stripeEvent,
  stripeRefund,
  stripeRefundRequest,
} from "./schema";

/** The vendor's own descriptions live outside the product; where they are absent, this says so. */
const SPECS = new URL("../../../../../shared/specs/stripe/", import.meta.url);
const PARAMS = new URL("request-params-2026-07-29.dahlia.json", SPECS);
const FIXTURES = new URL("fixtures3.json", SPECS);
const present = existsSync(PARAMS) && existsSync(FIXTURES);
if (!present) process.stderr.write("SKIPPED: Stripe conformance: ../shared/specs is not here\n");

type Param = { type: string; enum?: string[]; required?: boolean };
type Operation = { method: string; path: string; params: Record<string, Param> };
const load = (from: URL): unknown => (present ? JSON.parse(readFileSync(from, "utf8")) : {});

/** Lists and free maps, which the catalogue of parameters leaves out. */
const BEYOND = /^(?:line_items\[|metadata\[|payment_intent_data\[metadata\]\[)/;

describe.runIf(present)("our schemas against the vendor's files", () => {
  const { operations = [] } = load(PARAMS) as { operations?: Operation[] };
  const { resources = {} } = load(FIXTURES) as { resources?: Record<string, object> };
  const paramsOf = (path: string) =>
    operations.find((one) => one.method === "POST" && one.path === path)?.params ?? {};

  const url = fc.constantFrom("https://isp.example/a", "https://isp.example/a?b=1");
  const text = fc.string({ minLength: 1, maxLength: 40 });
  const currency = fc.constantFrom("pen", "mxn", "brl", "clp");
  const amount = fc.integer({ min: 1, max: 99_999_999 });
  const maybe = <T>(value: T) => fc.option(fc.constant(value), { nil: undefined });
  const sessions = fc
    .record({
      ...{ currency, unit_amount: amount, name: text, client_reference_id: text },
      ...{ success_url: url, cancel_url: url, expires_at: fc.integer({ min: 1, max: 2e9 }) },
      ...{ customer_email: maybe("ana@mail.example"), customer_creation: maybe("always") },
      ...{ description: text, setup_future_usage: maybe("off_session"), reference: text },
      customer: maybe("cus_1"),
      payment_method_types: maybe(["card", "pix", "boleto", "oxxo", "customer_balance"]),
      excluded_payment_method_types: maybe(["oxxo"]),
      payment_method_options: maybe({
        pix: { expires_after_seconds: 86_400 },
        boleto: { expires_after_days: 2 },
        oxxo: { expires_after_days: 2 },
        customer_balance: {
          ...{ funding_type: "bank_transfer", bank_transfer: { type: "mx_bank_transfer" } },
        },
      }),
    })
    .map(
      ({ currency, unit_amount, name, description, reference, setup_future_usage, ...rest }) => ({
        ...rest,
        mode: "payment",
        line_items: [
          { price_data: { currency, unit_amount, product_data: { name } }, quantity: 1 },
        ],
        payment_intent_data: { description, metadata: { reference }, setup_future_usage },
      }),
    );
  const intents = fc.record({
    ...{ amount, currency, customer: text, payment_method: text, description: text },
    ...{ off_session: fc.constant(true), confirm: fc.constant(true) },
    metadata: fc.record({ reference: text }),
  });
  const customers = fc.record(
    { email: fc.constant("ana@mail.example"), metadata: fc.record({ reference: text }) },
    { requiredKeys: ["metadata"] },
  );
  const refunds = fc.record({ payment_intent: text, amount });

  test.each<[string, (values: unknown) => Parameters<typeof encodeForm>[0], fc.Arbitrary<unknown>]>(
    [
      ["/v1/checkout/sessions", (values) => checkoutSessionRequest.parse(values), sessions],
      ["/v1/payment_intents", (values) => paymentIntentRequest.parse(values), intents],
      ["/v1/customers", (values) => stripeCustomerRequest.parse(values), customers],
      ["/v1/refunds", (values) => stripeRefundRequest.parse(values), refunds],
    ],
  )("every request to %s that ours takes is one that theirs takes", (path, ours, given) => {
    const params = paramsOf(path);
    fc.assert(
      fc.property(given, (values) => {
        const sent = [...new URLSearchParams(encodeForm(ours(values)))];
        for (const [key, value] of sent.filter(([name]) => !BEYOND.test(name)))
          expect([key, problemOf(params[dotted(key)], value)]).toEqual([key, undefined]);
        const names = new Set(sent.map(([key]) => dotted(key)));
        const missing = Object.keys(params).filter(
          (name) => params[name]?.required && !names.has(name),
        );
        expect(missing).toEqual([]);
      }),
    );
  });

  test("their own examples are read by ours", () => {
    const read: Record<string, { safeParse: (given: unknown) => { error?: Error | undefined } }> = {
      ...{ "checkout.session": checkoutSession, payment_intent: paymentIntent },
      ...{ refund: stripeRefund, dispute: stripeDispute, event: stripeEvent },
    };
    for (const [name, schema] of Object.entries(read))
      expect([name, schema.safeParse(resources[name]).error?.message]).toEqual([name, undefined]);
  });

  test("the stand-in's objects have no field that theirs have not, and of the same kind", async () => {
    const standin = new StripeStandin();
    const session = newSession(
      checkoutSessionRequest.parse(fc.sample(sessions, 1)[0]),
      "http://x",
      1_700_000_000,
    );
    standin.sessions.set(session.id, session);
    const id = standin.pay(session.id);
    const charge = [...standin.charges.values()][0];
    standin.dispute(id, "needs_response");
    const [dispute] = standin.disputes.values();
    const intent = {
      ...newIntent({ amount: 1, currency: "pen", metadata: { reference: "r" } }, 1),
    };
    for (const [name, object] of Object.entries({
      ...{ "checkout.session": session, payment_intent: intent, charge, dispute },
      event: JSON.parse(standin.events[0] ?? "") as object,
    })) {
      const theirs = resources[name] as Record<string, unknown>;
      for (const [field, value] of Object.entries(object ?? {}))
        expect(`${name}.${field}: ${kindOf(value, theirs[field])}`).toBe(`${name}.${field}: same`);
    }
  });
});

test("a body that ours writes is read back as it was", () => {
  const leaf = fc.string({ maxLength: 20 });
  const name = fc.stringMatching(/^[a-z_]{1,8}$/);
  const safe = name.filter((one) => one !== "__proto__");
  const tree = fc.dictionary(safe, fc.dictionary(safe, leaf, { minKeys: 1 }), { minKeys: 1 });
  fc.assert(
    fc.property(tree, (values) => {
      expect(decodeForm(encodeForm(values))).toEqual(plain(values));
    }),
  );
});

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
/** `a[b][c]` → `a.b.c`. */
const dotted = (key: string): string =>
  key
    .replaceAll("]", "")
    .replaceAll("[", ".")
    .replace(/_types\.\d+$/, "_types");

function problemOf(param: Param | undefined, value: string): string | undefined {
  if (!param) return "unknown parameter";
  if (param.enum && !param.enum.includes(value)) return "not in the enum";
  if (param.type === "integer" && !/^-?\d+$/.test(value)) return "not whole";
  if (param.type === "boolean" && !/^(?:true|false)$/.test(value)) return "not a boolean";
  return undefined;
}

/** Is a value of the kind that the vendor's example has? What is null in either proves nothing. */
function kindOf(ours: unknown, theirs: unknown): string {
  if (theirs === undefined) return "theirs has none";
  if (ours === null || theirs === null) return "same";
  return typeof ours === typeof theirs && Array.isArray(ours) === Array.isArray(theirs)
    ? "same"
    : `${typeof ours}, not ${typeof theirs}`;
}
