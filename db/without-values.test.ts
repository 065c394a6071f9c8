import { sql } from "drizzle-orm";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant } from "@/server/testing/tenant";
import { withoutValues } from "./without-values";

test("the error of a failed statement says which statement, and none of its values", async () => {
  const { ctx } = await mintTenant();
  const canary = "ana.quispe@canary.example";
  const error: unknown = await inTenant(ctx, (tx) =>
    tx.execute(sql`select ${canary}::text, 1 / ${0}::int`),
  ).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    message: expect.stringContaining("select $1::text"),
    cause: { code: "22012" },
  });
  expect(inspect(error, { depth: 5 })).not.toContain("canary");
  expect((error as Error).stack).not.toContain("canary");
});

test("it goes from an error whose cause the statement is, too", () => {
  const failed = Object.assign(new Error("Failed query: select $1\nparams: canary"), {
    query: "select $1",
    params: ["canary"],
  });
  const error = new Error("import failed", { cause: failed });
  expect(inspect(withoutValues(error), { depth: 5 })).not.toContain("canary");
});

test("what is no failed statement stays as it is", () => {
  const error = new Error("x");
  expect(withoutValues(error)).toBe(error);
  expect(withoutValues("text")).toBe("text");
});
