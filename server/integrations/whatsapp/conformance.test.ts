import { existsSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { whatsappNotice } from "@/server/modules/notifications/rules/whatsapp-notice";
import { WhatsappStandin } from "@/standins/whatsapp/handler";
import { inboundNotice, statusNotice } from "@/standins/whatsapp/statuses";
import { vendorTemplate } from "@/standins/whatsapp/templates";
import { sendTemplateRequest, sendTemplateResponse, templateListResponse } from "./schema";

/** The vendor's own description lives outside the product; where it is absent, this says so. */
const SPEC = new URL(
  "../../../../shared/specs/whatsapp/business-messaging-api_v23.0.patched.json",
  import.meta.url,
);
const present = existsSync(SPEC);
if (!present) process.stderr.write("SKIPPED: WhatsApp conformance: ../shared/specs is not here\n");

type Content = { content: { "application/json": { schema: object } } };
type Operation = { requestBody?: Content; responses: Record<string, Content> };
type Spec = {
  components: { schemas: Record<string, object> };
  paths: Record<string, Record<string, Operation>>;
};

describe.runIf(present)("our schemas against the vendor's file", () => {
  const spec = (
    present ? JSON.parse(readFileSync(SPEC, "utf8")) : { components: {}, paths: {} }
  ) as Spec;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const under = (schema: object) => ajv.compile({ components: spec.components, ...schema });
  const operation = (path: string, method: string) => spec.paths[path]?.[method] as Operation;
  const messages = "/{Version}/{Phone-Number-ID}/messages";

  test("every request that ours takes is one that theirs takes", () => {
    const schema = operation(messages, "post").requestBody?.content["application/json"].schema;
    const valid = under(schema ?? {});
    const text = fc.string({ minLength: 1, maxLength: 40 });
    const parameters = (max: number) =>
      fc.array(fc.record({ type: fc.constant("text"), text }), { minLength: 1, maxLength: max });
    const components = fc.subarray([
      { type: "header", parameters: parameters(1) },
      { type: "body", parameters: parameters(8) },
      { type: "button", sub_type: "url", index: "0", parameters: parameters(1) },
    ]);
    const to = fc.oneof(
      fc.record({ to: fc.stringMatching(/^[1-9]\d{6,14}$/) }),
      fc.record({ recipient: fc.stringMatching(/^[A-Z]{2}\.[A-Za-z0-9]{1,40}$/) }),
    );
    const requests = components.chain((chosen) =>
      fc.tuple(
        to,
        fc.stringMatching(/^[a-z0-9_]{1,40}$/),
        fc.tuple(
          ...chosen.map((one) => fc.record({ ...constants(one), parameters: one.parameters })),
        ),
      ),
    );
    fc.assert(
      fc.property(requests, ([recipient, name, given]) => {
        const ours = sendTemplateRequest.parse({
          ...{ messaging_product: "whatsapp", recipient_type: "individual", type: "template" },
          ...recipient,
          template: { name, language: { code: "es_PE" }, components: given },
          biz_opaque_callback_data: "m1",
        });
        valid(ours);
        expect(valid.errors ?? []).toEqual([]);
      }),
    );
  });

  test("what the stand-in answers is what theirs describes, and what ours reads", async () => {
    const standin = new WhatsappStandin();
    standin.templates = [vendorTemplate("hola", "es", "Hola {{1}}")];
    const answer = await standin.handle(
      new Request(`http://x/v23.0/${standin.phoneNumberId}/messages`, {
        method: "POST",
        headers: { authorization: `Bearer ${standin.accessToken}` },
        body: JSON.stringify({
          ...{ messaging_product: "whatsapp", recipient_type: "individual", to: "51999888777" },
          type: "template",
          template: {
            ...{ name: "hola", language: { code: "es" } },
            components: [{ type: "body", parameters: [{ type: "text", text: "Ñ" }] }],
          },
          biz_opaque_callback_data: "m1",
        }),
      }),
    );
    const json: unknown = await answer.json();
    const described = operation(messages, "post").responses["200"]?.content["application/json"];
    const valid = under(described?.schema ?? {});
    valid(json);
    expect(valid.errors ?? []).toEqual([]);
    expect(sendTemplateResponse.parse(json).messages[0]?.id).toMatch(/^wamid\./);
  });

  test("the list of templates is what theirs describes, and what ours reads", async () => {
    const standin = new WhatsappStandin();
    standin.templates = [vendorTemplate("hola", "es", "Hola {{1}}", { button: "https://x/{{1}}" })];
    const answer = await standin.handle(
      new Request(`http://x/v23.0/${standin.businessAccountId}/message_templates`, {
        headers: { authorization: `Bearer ${standin.accessToken}` },
      }),
    );
    const json: unknown = await answer.json();
    const path = "/{Version}/{WABA-ID}/message_templates";
    const described = operation(path, "get").responses["200"]?.content["application/json"].schema;
    const valid = under(described ?? {});
    valid(json);
    expect(valid.errors ?? []).toEqual([]);
    expect(templateListResponse.parse(json).data).toHaveLength(1);
  });

  test("the stand-in's notices are the vendor's, and ours reads them", () => {
    const standin = new WhatsappStandin();
    const message = { id: "wamid.1", biz_opaque_callback_data: "m1" };
    const valid = under(spec.components.schemas["WebhookPayload"] ?? {});
    for (const notice of [
      statusNotice(standin, [
        [message, "sent"],
        [message, "read"],
      ]),
      statusNotice(standin, [[message, "failed", { code: 131026 }]]),
      inboundNotice(standin),
    ]) {
      valid(JSON.parse(notice));
      expect(valid.errors ?? []).toEqual([]);
      expect(whatsappNotice.safeParse(JSON.parse(notice)).success).toBe(true);
    }
  });
});

/** A component without its values, each field a constant. */
const constants = ({ parameters: _parameters, ...fixed }: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fixed).map(([name, value]) => [name, fc.constant(value)]));
