import { TRPCError } from "@trpc/server";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Conflict, Invalid, LimitReached, NotFound, TooManyRequests } from "@/server/kernel/errors";
import { problem } from "./problem";
import { publicError } from "./public-error";

const ctx = (locale: "es" | "en" | "pt") => ({ locale, requestId: "r1" });

describe("an error as it leaves", () => {
  test("ours: code, key, the person's language, the request's id; never our own text", () => {
    const error = new Conflict("idempotency_in_progress", {}, { detail: "row 42 is locked" });
    const texts = (["es", "en", "pt"] as const).map(
      (locale) => publicError(error, ctx(locale)).message,
    );
    expect(new Set(texts).size).toBe(3);
    const shown = publicError(error, ctx("en"));
    expect(shown).toMatchObject({
      code: "conflict",
      key: "idempotency_in_progress",
      requestId: "r1",
    });
    expect(JSON.stringify(shown)).not.toContain("row 42");
  });

  test("fills what the message needs", () => {
    const shown = publicError(
      new LimitReached({ resource: "staff", maximum: 5, used: 5 }),
      ctx("en"),
    );
    expect(shown.message).toContain("5");
    expect(shown.message).not.toContain("{");
  });

  test("a stranger's: `internal`, and nothing else of it", () => {
    const shown = publicError(new Error("password for db is x"), ctx("en"));
    expect(shown).toEqual({
      code: "internal",
      key: "internal",
      message: expect.any(String),
      requestId: "r1",
    });
    expect(shown.message).not.toMatch(/password|db/);
  });

  test("zod's: a sentence per field, in the person's language, never zod's English", () => {
    const schema = z.object({
      name: z.string().min(3),
      pick: z.enum(["a"]),
      deep: z.object({ n: z.number() }),
    });
    const { error } = schema.safeParse({ name: "x", pick: "b", deep: {} });
    const shown = publicError(error, ctx("pt"));
    expect(Object.keys(shown.fields ?? {}).sort()).toEqual(["deep.n", "name", "pick"]);
    expect(JSON.stringify(shown)).not.toMatch(/expected|received|Invalid option/i);
  });

  test("one from the other module graph is known by its shape", () => {
    class TramaError extends Error {
      code = "not_found";
      key = "not_found";
      params = {};
    }
    expect(publicError(new TramaError("x"), ctx("es")).code).toBe("not_found");
  });

  test("an error of the system that also has a code is not taken for one of ours", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED 10.0.0.5"), {
      code: "ECONNREFUSED",
    });
    expect(publicError(refused, ctx("es")).code).toBe("internal");
  });
});

test.each([
  [new NotFound("x"), 404],
  [new Invalid("payload_too_large"), 413],
  [new Invalid("unsupported_media_type"), 415],
  [new Invalid("idempotency_key_reused"), 422],
  [new TooManyRequests(7), 429],
  [new LimitReached({ resource: "x", maximum: 1, used: 1 }), 402],
  [new Error("x"), 500],
  [new TRPCError({ code: "NOT_FOUND" }), 404],
  [new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: new Error("x") }), 500],
])("%s has status %i as a problem", async (error, status) => {
  const answer = problem(error, ctx("en"));
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({
    type: "about:blank",
    status,
    detail: expect.any(String),
  });
});

test("a wait is said in the header too", () => {
  expect(problem(new TooManyRequests(7), ctx("en")).headers.get("retry-after")).toBe("7");
});
