import { describe, expect, it } from "vitest";
import { pagePath } from "./page-path";

const site = { kind: "site", opens: "staff" } as const;
const platform = { kind: "platform", opens: "staff" } as const;
const staff = { kind: "tenant", opens: "staff" } as const;
const portal = { kind: "tenant", opens: "portal" } as const;

describe("pagePath", () => {
  it.each([
    [site, "/", "/site"],
    [site, "/pricing", "/site/pricing"],
    [platform, "/", "/platform"],
    [platform, "/tenants/1", "/platform/tenants/1"],
    [platform, "/sign-in", "/sign-in"],
    [staff, "/", "/"],
    [staff, "/settings/domains", "/settings/domains"],
    [staff, "/portal", "/portal"],
    [portal, "/", "/portal"],
    [portal, "/portal", "/portal"],
    [portal, "/invoices", "/portal/invoices"],
    [staff, "/sites", "/sites"],
  ])("sends %o %s to %s", (face, path, expected) => {
    expect(pagePath(face, path)).toBe(expected);
  });

  it.each([
    [site, "/site"],
    [site, "/platform"],
    [site, "/portal"],
    [site, "/sign-in"],
    [platform, "/platform"],
    [platform, "/site"],
    [platform, "/portal"],
    [staff, "/site"],
    [staff, "/site/pricing"],
    [staff, "/platform"],
    [staff, "/platform/tenants"],
    [portal, "/sign-in"],
    [portal, "/settings"],
    [portal, "/platform"],
  ])("opens no page of another face: %o %s", (face, path) => {
    const pages = ["/", "/site", "/platform", "/platform/tenants", "/portal", "/sign-in"];
    expect(pages).not.toContain(pagePath(face, path));
  });
});

it.each(["/%73ite", "/%70latform/tenants", "/site%2Fx", "/%E0%A4"])(
  "%s is no way round: another face's folder cannot be spelled otherwise",
  (path) => {
    for (const face of [site, platform, staff, portal])
      expect(pagePath(face, path)).toBe("/nowhere");
  },
);
