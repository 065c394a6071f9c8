import { existsSync, readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020";
import { beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { accept } from "./accept";
import { createQstash, type Qstash } from "./qstash";
import * as schemas from "./schemas";

const SPEC = `${import.meta.dirname}/../../../shared/specs/qstash/openapi.yaml`;
const present = existsSync(SPEC);
if (!present) console.warn(`conformance of the QStash stand-in is not checked: ${SPEC} is absent`);

type Operation = {
  parameters?: { name: string; in: string }[];
  responses: Record<string, { content?: { "application/json"?: { schema: object } } }>;
};
type Spec = { paths: Record<string, Record<string, Operation>>; components: object };

let qstash: Qstash;
beforeEach(() => {
  qstash = createQstash({ send: async () => new Response("no", { status: 500 }) });
});
const ask = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
  qstash.handle(
    new Request(`http://qstash.test${path}`, {
      method,
      headers: { authorization: "Bearer test-token", ...headers },
      ...(body !== undefined && { body }),
    }),
  );
const TARGET = "https://example.test/a";

describe.skipIf(!present)("the stand-in against the vendor's own description", () => {
  const spec = (present ? parse(readFileSync(SPEC, "utf8")) : { paths: {} }) as Spec;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  if (present) ajv.addSchema({ $id: "spec", components: spec.components });

  /** What keeps an answer from fitting what the vendor describes for the operation: nothing, if all is well. */
  function faults(method: string, path: string, status: string, value: unknown): unknown {
    const described =
      spec.paths[path]?.[method]?.responses[status]?.content?.["application/json"]?.schema;
    if (!described) return `${method} ${path} ${status} is not described`;
    // The alternatives of `publish` require nothing, so that both fit any object: one of them is what can be checked.
    const text = JSON.stringify(described)
      .replaceAll('"#/components', '"spec#/components')
      .replaceAll('"oneOf"', '"anyOf"');
    const validate = ajv.compile(JSON.parse(text) as object);
    return validate(value) ? [] : validate.errors;
  }

  test("every header that our schemas know is one that the vendor describes", () => {
    const described = (path: string) =>
      new Set(spec.paths[path]?.post?.parameters?.map(({ name }) => name.toLowerCase()));
    for (const [path, known] of [
      ["/v2/publish/{destination}", schemas.publishHeaders],
      ["/v2/schedules/{destination}", schemas.scheduleHeaders],
    ] as const) {
      const names = described(path);
      const unknown = Object.keys(known.shape).filter((name) => !names.has(name));
      // The description leaves flow control out here, yet shows it on the schedule that it answers with.
      const expected = path.includes("schedules")
        ? ["upstash-flow-control-key", "upstash-flow-control-value"]
        : [];
      expect([path, unknown]).toEqual([path, expected]);
    }
  });

  test("publish, batch and messages answer as described", async () => {
    const published: unknown = await (await ask("POST", `/v2/publish/${TARGET}`, "{}")).json();
    expect(faults("post", "/v2/publish/{destination}", "200", published)).toEqual([]);
    const { messageId } = schemas.publishResponse.parse(published);
    const batch = JSON.stringify([
      { destination: TARGET, body: "x", headers: { "Upstash-Delay": "1h" } },
    ]);
    expect(
      faults("post", "/v2/batch", "200", await (await ask("POST", "/v2/batch", batch)).json()),
    ).toEqual([]);
    const message: unknown = await (await ask("GET", `/v2/messages/${messageId}`)).json();
    expect(
      faults("get", "/v2/messages/{messageId}", "200", schemas.messageResponse.parse(message)),
    ).toEqual([]);
    const gone = await ask("GET", "/v2/messages/none");
    expect(faults("get", "/v2/messages/{messageId}", "404", await gone.json())).toEqual([]);
  });

  test("schedules, the dead-letter queue and the keys answer as described", async () => {
    const headers = { "upstash-cron": "*/5 * * * *", "upstash-schedule-id": "a.b" };
    const created: unknown = await (
      await ask("POST", `/v2/schedules/${TARGET}`, "{}", headers)
    ).json();
    expect(
      faults(
        "post",
        "/v2/schedules/{destination}",
        "200",
        schemas.scheduleCreatedResponse.parse(created),
      ),
    ).toEqual([]);
    const listed = schemas.scheduleResponse
      .array()
      .parse(await (await ask("GET", "/v2/schedules")).json());
    expect(faults("get", "/v2/schedules", "200", listed)).toEqual([]);
    const one: unknown = await (await ask("GET", "/v2/schedules/a.b")).json();
    expect(faults("get", "/v2/schedules/{scheduleId}", "200", one)).toEqual([]);
    accept(qstash.state, {
      url: TARGET,
      headers: new Headers({ "upstash-retries": "0" }),
      body: "x",
    });
    await qstash.deliverDue();
    const dead = schemas.dlqListResponse.parse(await (await ask("GET", "/v2/dlq")).json());
    expect(faults("get", "/v2/dlq", "200", dead)).toEqual([]);
    const id = dead.messages[0]?.dlqId ?? "";
    expect(
      faults("get", "/v2/dlq/{dlqId}", "200", await (await ask("GET", `/v2/dlq/${id}`)).json()),
    ).toEqual([]);
    const retried = await ask("POST", `/v2/dlq/retry/${id}`);
    expect(faults("post", "/v2/dlq/retry/{dlqId}", "201", await retried.json())).toEqual([]);
    const keys: unknown = await (await ask("GET", "/v2/keys")).json();
    expect(faults("get", "/v2/keys", "200", schemas.keysResponse.parse(keys))).toEqual([]);
    expect(
      faults("post", "/v2/keys/rotate", "200", await (await ask("POST", "/v2/keys/rotate")).json()),
    ).toEqual([]);
  });

  test("what it refuses it refuses as described", async () => {
    const bad = await ask("POST", "/v2/publish/no-url", "{}");
    expect(bad.status).toBe(400);
    expect(
      faults(
        "post",
        "/v2/publish/{destination}",
        "400",
        schemas.errorResponse.parse(await bad.json()),
      ),
    ).toEqual([]);
    const stranger = await ask("POST", `/v2/publish/${TARGET}`, "{}", {
      authorization: "Bearer wrong",
    });
    expect(stranger.status).toBe(401);
    expect(faults("post", "/v2/publish/{destination}", "401", await stranger.json())).toEqual([]);
  });
});
