import { Resend } from "resend";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { serveHandler, type Served } from "../serve-handler";
import { ResendStandin } from "./handler";

let standin: ResendStandin;
let served: Served;
/** The vendor's own client: an independent peer that the stand-in must satisfy. */
let resend: Resend;
beforeAll(async () => {
  served = await serveHandler((request) => standin.handle(request));
  resend = new Resend("re_standin", { baseUrl: served.url });
});
beforeEach(() => {
  standin = new ResendStandin();
});
afterAll(() => served.stop());

const email = { from: "Trama <a@b.pe>", to: ["c@d.pe"], subject: "s", html: "<p>h</p>", text: "h" };

test("the vendor's client sends a mail and reads its id", async () => {
  const { data, error } = await resend.emails.send(email);
  expect(error).toBeNull();
  expect(standin.sent).toMatchObject([{ ...email, id: data?.id }]);
});

test("one idempotency key is one mail for a day; another body under it is refused", async () => {
  const options = { idempotencyKey: "k1" };
  const first = await resend.emails.send(email, options);
  expect((await resend.emails.send(email, options)).data).toEqual(first.data);
  const changed = await resend.emails.send({ ...email, subject: "other" }, options);
  expect(changed.error).toMatchObject({ name: "invalid_idempotent_request", statusCode: 409 });
  standin.advance(24 * 3_600_000 + 1);
  expect((await resend.emails.send(email, options)).data?.id).not.toBe(first.data?.id);
  expect(standin.sent).toHaveLength(2);
});

test("no key, a wrong key, a bad mail and an unknown path get the documented errors", async () => {
  const post = (path: string, headers: Record<string, string>, body: unknown) =>
    fetch(`${served.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const right = { authorization: "Bearer re_standin" };
  const cases: [Response, number, string][] = [
    [await post("/emails", {}, email), 401, "missing_api_key"],
    [await post("/emails", { authorization: "Bearer x" }, email), 403, "invalid_api_key"],
    [await post("/emails", right, { ...email, to: [] }), 422, "validation_error"],
    [await post("/emails", right, { ...email, from: "nobody" }), 422, "validation_error"],
    [
      await post("/emails", right, { ...email, to: ["a@b.c\r\nBcc: d@e.f"] }),
      422,
      "validation_error",
    ],
    [await post("/emails", right, { ...email, surprise: 1 }), 422, "validation_error"],
    [await post("/elsewhere", right, email), 404, "not_found"],
  ];
  for (const [answer, status, name] of cases) {
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ name, statusCode: status });
  }
  expect(standin.sent).toEqual([]);
});

test("a fault after the commit loses the answer, not the mail", async () => {
  standin.fail({ status: 500, afterCommit: true });
  expect((await resend.emails.send(email)).error).not.toBeNull();
  expect(standin.sent).toHaveLength(1);
});
