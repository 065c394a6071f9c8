import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeNext } from "./safe-next";

describe("safeNext", () => {
  it("keeps a path of this host", () => {
    expect(safeNext("/settings/domains?tab=1")).toBe("/settings/domains?tab=1");
  });

  it.each([
    undefined,
    "",
    "/",
    "//evil.test",
    "/\\evil.test",
    "https://evil.test",
    "javascript:1",
    "/sign-in?next=/",
  ])("leads home instead of to %s", (next) => {
    expect(safeNext(next)).toBe("/");
  });

  it("never leaves the host, whatever the text", () => {
    fc.assert(
      fc.property(fc.tuple(fc.constantFrom("", "/", "//", "/\t/", "/\\"), fc.string()), (parts) => {
        const target = new URL(safeNext(parts.join("")), "http://fibranet.localhost:3000");
        expect(target.host).toBe("fibranet.localhost:3000");
      }),
      { numRuns: 1000 },
    );
  });
});
