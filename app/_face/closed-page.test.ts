import { expect, it } from "vitest";
import { closedPage } from "./closed-page";
import { faceOf } from "./face";

const tenant = {
  kind: "tenant",
  host: "x.localhost",
  face: "staff",
  tenantId: "0197",
  slug: "x",
  status: "suspended",
  locale: "es",
  timeZone: "America/Lima",
  brandKey: "fibranet",
  brand: null,
} as const;

it("answers 503 under the tenant's name when it is suspended, and 404 when nobody owns the host", () => {
  const suspended = closedPage(faceOf({ ...tenant, name: "FibraNet" }, "es"), "n");
  expect(suspended.status).toBe(503);
  expect(suspended.html).toContain("FibraNet");
  const unknown = closedPage(faceOf({ kind: "unknown", host: "nobody.test" }, "en"), "n");
  expect(unknown.status).toBe(404);
  expect(unknown.html).toContain('lang="en"');
  expect(unknown.html).not.toContain("nobody.test");
});

it("prints a hostile tenant name as text", () => {
  const name = `</style><script>alert(1)</script>"'&`;
  const { html } = closedPage(faceOf({ ...tenant, name }, "pt"), "n");
  expect(html).not.toContain("<script");
  expect(html).toContain("&#60;script&#62;");
});
