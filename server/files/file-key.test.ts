import { join, resolve, sep } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { fileKey, isFolder, storedFileKey, tenantOfKey } from "./file-key";

const tenant = newId();

test("no segment, however written, leaves its tenant's folder", () => {
  const nasty = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "..",
      ".",
      "../x",
      "a/../b",
      "..\\x",
      "%2e%2e",
      "\0",
      "a\0b",
      "",
      "/etc/passwd",
    ),
    fc.string({ unit: fc.constantFrom(".", "/", "\\", "%", "a", "\0") }),
  );
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 4 }), ([first = "", ...rest]) => {
      let key: string;
      try {
        key = fileKey(tenant, first, ...rest);
      } catch {
        return;
      }
      const path = resolve(join("/root", ...key.split("/")));
      expect(path.startsWith(`/root${sep}${tenant}${sep}`)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("usual names are taken as they are", () => {
  expect(fileKey(tenant, "uploads", "a-b_c.1.jpg")).toBe(`${tenant}/uploads/a-b_c.1.jpg`);
  expect(tenantOfKey(fileKey(tenant, "x"))).toBe(tenant);
});

test("a tenant that is no uuid is refused", () => {
  for (const id of ["", "..", tenant.toUpperCase(), `${tenant}/..`])
    expect(() => fileKey(id, "x")).toThrow("not a uuid");
});

test("a stored key of another tenant is refused", () => {
  expect(storedFileKey(tenant, `${tenant}/uploads/x`)).toBe(`${tenant}/uploads/x`);
  expect(() => storedFileKey(tenant, `${newId()}/uploads/x`)).toThrow("another tenant");
  expect(() => storedFileKey(tenant, `${tenant}/../x`)).toThrow("bad segment");
  expect(() => storedFileKey(tenant, tenant)).toThrow("bad segment");
});

test("folders are all, a tenant's, or inside one", () => {
  expect(["", `${tenant}/`, `${tenant}/a/b/`].map(isFolder)).toEqual([true, true, true]);
  expect([tenant, "/", "../", `${tenant}/../`, `${tenant}//`].map(isFolder)).toEqual(
    Array(5).fill(false),
  );
});
