import { existsSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MercadopagoStandin } from "@/standins/mercadopago/handler";
import type { PayMethod } from "../schema";
import { CARD_TYPES, MERCADOPAGO_IDS, mercadopagoMethods } from "./methods";
import {
  mercadopagoChargeback,
  mercadopagoNotice,
  mercadopagoPayment,
  mercadopagoRefund,
  mercadopagoRefundRequest,
  paymentSearch,
  preference,
  preferenceRequest,
  tokenAnswer,
  tokenRequest,
} from "./schema";

/** The vendor's own description lives outside the product; where it is absent, this says so. */
const SPECS = new URL("../../../../../shared/specs/mercadopago/", import.meta.url);
const SPEC = new URL("spec3.json", SPECS);
const FIXTURES = new URL("fixtures3.json", SPECS);
const present = existsSync(SPEC) && existsSync(FIXTURES);
if (!present)
  process.stderr.write("SKIPPED: MercadoPago conformance: ../shared/specs is not here\n");

const IDS = Object.values(MERCADOPAGO_IDS);
type Content = { content: { "application/json": { schema: object } } };
type Operation = { requestBody?: Content; responses: Record<string, Content> };
type Spec = { components: object; paths: Record<string, Record<string, Operation>> };
const load = (from: URL): unknown => (present ? JSON.parse(readFileSync(from, "utf8")) : {});

/** The vendor writes `nullable`, which the JSON Schema of its own version of OpenAPI does not know. */
function nullables(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nullables);
  if (typeof value !== "object" || value === null) return value;
  const { nullable, type, ...rest } = value as Record<string, unknown>;
  const inner = Object.entries(rest).map(([name, one]) => [name, nullables(one)]);
  const kind = nullable === true && typeof type === "string" ? [type, "null"] : nullables(type);
  return { ...Object.fromEntries(inner), ...(type !== undefined && { type: kind }) };
}

describe.runIf(present)("our schemas against the vendor's file", () => {
  const spec = nullables(load(SPEC)) as Spec;
  const fixtures = load(FIXTURES) as Record<string, unknown>;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const problemsOf = (schema: object | undefined) => {
    const valid = ajv.compile({ components: spec.components, ...schema });
    return (value: unknown) => (valid(value) ? [] : (valid.errors ?? []));
  };
  const asked = (path: string) =>
    problemsOf(spec.paths[path]?.["post"]?.requestBody?.content["application/json"].schema);
  const answered = (path: string, method: string, status = "200") =>
    problemsOf(spec.paths[path]?.[method]?.responses[status]?.content["application/json"].schema);

  const text = fc.string({ minLength: 1, maxLength: 40 });
  const price = fc.integer({ min: 1, max: 1e9 }).map((cents) => cents / 100);
  const url = fc.constant("https://isp.example/a");
  const preferences = fc.record(
    {
      items: fc
        .record({
          id: text,
          title: text,
          unit_price: price,
          currency_id: fc.constantFrom("PEN", "CLP"),
        })
        .map((item) => [{ ...item, quantity: 1 }]),
      payer: fc.constant({ email: "ana@mail.example" }),
      back_urls: fc.record({ success: url, pending: url, failure: url }),
      ...{ auto_return: fc.constant("approved"), external_reference: text, notification_url: url },
      ...{ expires: fc.constant(true) },
      expiration_date_to: fc.constant("2026-11-21T12:00:00.000+00:00"),
      date_of_expiration: fc.constant("2026-11-23T12:00:00.000+00:00"),
      payment_methods: fc.record({
        excluded_payment_methods: fc.array(fc.record({ id: fc.constantFrom(...IDS) })),
        excluded_payment_types: fc.array(fc.record({ id: fc.constantFrom(...CARD_TYPES) })),
      }),
    },
    {
      requiredKeys: [
        ...(["items", "back_urls", "external_reference", "notification_url"] as const),
        ...(["expires", "expiration_date_to"] as const),
      ],
    },
  );
  const client = { client_id: text, client_secret: text };
  const tokens = fc.oneof(
    fc.record({
      ...{ ...client, grant_type: fc.constant("authorization_code"), code: text },
      ...{ redirect_uri: url, code_verifier: fc.string({ minLength: 43, maxLength: 128 }) },
    }),
    fc.record({ ...client, grant_type: fc.constant("refresh_token"), refresh_token: text }),
  );

  test.each<[string, (value: unknown) => unknown, fc.Arbitrary<unknown>]>([
    ["/checkout/preferences", (value) => preferenceRequest.parse(value), preferences],
    [
      "/v1/payments/{id}/refunds",
      (value) => mercadopagoRefundRequest.parse(value),
      fc.record({ amount: price }),
    ],
    ["/oauth/token", (value) => tokenRequest.parse(value), tokens],
  ])("every request to %s that ours takes is one that theirs takes", (path, ours, given) => {
    const problems = asked(path);
    fc.assert(
      fc.property(given, (value) => {
        expect(problems(ours(value))).toEqual([]);
      }),
    );
  });

  test("every way of a country is one that theirs names for its site, but for Peru's Yape", () => {
    const sites = {
      ...{ AR: "MLA", BR: "MLB", CL: "MLC", CO: "MCO", MX: "MLM", PE: "MPE", UY: "MLU" },
    };
    for (const [country, money] of Object.entries(mercadopagoMethods.local)) {
      const site = new URL(`by-site/${sites[country as keyof typeof sites]}.yaml`, SPECS);
      // What the site's own notes name, and not what stands in the examples of all of them.
      const [notes = ""] = readFileSync(site, "utf8").toLowerCase().split("\n  contact:");
      for (const method of Object.values(money).flat())
        expect([country, method === "yape" || notes.includes(named(method))]).toEqual([
          country,
          true,
        ]);
    }
  });

  test("their own examples are read by ours", () => {
    const read = {
      ...{ payment: mercadopagoPayment, payment_pix: mercadopagoPayment, preference },
      ...{ refund: mercadopagoRefund, chargeback: mercadopagoChargeback, oauth_token: tokenAnswer },
    };
    for (const [name, schema] of Object.entries(read))
      expect([name, schema.safeParse(fixtures[name]).error?.message]).toEqual([name, undefined]);
  });

  test("what the stand-in answers is what theirs describes, and what ours reads", async () => {
    const standin = new MercadopagoStandin();
    const page = preferenceRequest.parse(fc.sample(preferences, 1)[0]);
    const headers = {
      authorization: `Bearer ${standin.sellers.accessToken}`,
      "x-idempotency-key": "k-1",
    };
    const ask = async (path: string, body?: unknown): Promise<unknown> => {
      const init =
        body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) };
      return (await standin.handle(new Request(`http://x${path}`, init))).json();
    };
    const made = preference.parse(await ask("/checkout/preferences/", page));
    const paid = standin.pay(made.id);
    const { clientId: client_id, clientSecret: client_secret, refreshToken } = standin.sellers;
    const chargeback = standin.chargeBack(standin.pay(made.id).id, "settled");
    const seen: [unknown, (value: unknown) => unknown[], { parse(value: unknown): unknown }][] = [
      [
        standin.preferences.get(made.id),
        answered("/checkout/preferences", "post", "201"),
        preference,
      ],
      [
        await ask(`/v1/payments/${paid.id}`),
        answered("/v1/payments/{id}", "get"),
        mercadopagoPayment,
      ],
      [
        await ask("/v1/payments/search?sort=date_created&criteria=desc&external_reference=x"),
        answered("/v1/payments/search", "get"),
        paymentSearch,
      ],
      [
        await ask(`/v1/payments/${paid.id}/refunds`, { amount: 0.01 }),
        answered("/v1/payments/{id}/refunds", "post", "201"),
        mercadopagoRefund,
      ],
      [
        await ask(`/v1/chargebacks/${chargeback}`),
        answered("/v1/chargebacks/{id}", "get"),
        mercadopagoChargeback,
      ],
      [
        await ask("/oauth/token", {
          ...{ client_id, client_secret, grant_type: "refresh_token", refresh_token: refreshToken },
        }),
        answered("/oauth/token", "post"),
        tokenAnswer,
      ],
    ];
    for (const [value, problems, ours] of seen) {
      // The vendor's own example of a payment has null where its description has text: so may ours.
      expect(problems(withoutNulls(value))).toEqual([]);
      expect(() => ours.parse(value)).not.toThrow();
    }
  });

  test("the stand-in's notices are read by ours, and their fields are the vendor's", () => {
    const standin = new MercadopagoStandin();
    const page = preferenceRequest.parse(fc.sample(preferences, 1)[0]);
    const described = problemsOf({ $ref: "#/components/schemas/WebhookNotification" });
    standin.preferences.set("p", {
      ...{ ...page, id: "p", init_point: "http://x", sandbox_init_point: "http://x" },
      ...{ date_created: "2026-01-01T00:00:00Z", collector_id: 1 },
    });
    standin.pay("p");
    const body: unknown = JSON.parse(standin.notices[0]?.notice.body ?? "");
    expect(described(body)).toEqual([]);
    expect(mercadopagoNotice.safeParse(body).success).toBe(true);
  });
});

/** By its id, or by its name where the notes have no id. */
const named = (method: PayMethod): string => {
  const words: Partial<Record<PayMethod, string>> = { pagofacil: "pago fácil" };
  return (
    words[method] ??
    `payment_method_id: ${MERCADOPAGO_IDS[method]}`.replace(
      "payment_method_id: rapipago",
      "rapipago",
    )
  );
};

const withoutNulls = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner: unknown) => inner ?? undefined));
