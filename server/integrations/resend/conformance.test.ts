import { existsSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sendEmailRequest, sendEmailResponse } from "./schema";

/** The vendor's own description lives outside the product; where it is absent, this says so. */
const SPEC = new URL("../../../../shared/specs/resend/resend.json", import.meta.url);
const present = existsSync(SPEC);
if (!present) process.stderr.write("SKIPPED: Resend conformance: ../shared/specs is not here\n");

type Schema = { properties?: Record<string, unknown>; required?: string[] };
type Spec = { components: { schemas: Record<string, Schema> }; paths: Record<string, unknown> };

describe.runIf(present)("our schemas against the vendor's file", () => {
  const spec = present ? (JSON.parse(readFileSync(SPEC, "utf8")) as Spec) : undefined;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const schema = (name: string) => ({ ...spec, $ref: `#/components/schemas/${name}` });

  test("every request that ours takes is one that theirs takes", () => {
    const valid = ajv.compile(schema("SendEmailRequest"));
    const text = fc.string();
    const requests = fc.record(
      {
        from: text,
        to: fc.array(text, { minLength: 1, maxLength: 50 }),
        subject: text,
        html: text,
        text,
        reply_to: text,
        headers: fc.dictionary(text, text),
        attachments: fc.array(
          fc.record({ filename: text, content: fc.constant("aGk="), content_type: text }),
        ),
      },
      { requiredKeys: ["from", "to", "subject", "html", "text"] },
    );
    fc.assert(
      fc.property(requests, (request) => {
        const ours = sendEmailRequest.parse(request);
        valid(ours);
        expect(valid.errors ?? []).toEqual([]);
      }),
    );
  });

  test("every field that we name exists there, and we always send what they require", () => {
    const theirs = spec?.components.schemas.SendEmailRequest;
    const ours = Object.keys(sendEmailRequest.shape);
    expect(Object.keys(theirs?.properties ?? {})).toEqual(expect.arrayContaining(ours));
    for (const name of theirs?.required ?? [])
      expect(sendEmailRequest.safeParse({ ...sample, [name]: undefined }).success).toBe(false);
    const attachment = spec?.components.schemas.Attachment?.properties ?? {};
    const named = Object.keys(sendEmailRequest.shape.attachments.unwrap().element.shape);
    expect(Object.keys(attachment)).toEqual(expect.arrayContaining(named));
  });

  test("their answer is one that ours reads", () => {
    const valid = ajv.compile(schema("SendEmailResponse"));
    const answer = { id: "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794" };
    expect(valid(answer)).toBe(true);
    expect(sendEmailResponse.parse(answer)).toEqual(answer);
    expect(Object.keys(spec?.paths ?? {})).toContain("/emails");
  });
});

const sample = { from: "a@b.c", to: ["a@b.c"], subject: "s", html: "h", text: "t" };
