import { expect, test } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "./apply-headers";

test("a page may run scripts with its nonce only: no inline, no eval, no plugin, no base, no frame", () => {
  const policy = contentSecurityPolicy({ nonce: "abc", https: true });
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  for (const part of [
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "upgrade-insecure-requests",
  ])
    expect(policy).toContain(part);
});

test("an answer that is no page may load nothing", () => {
  expect(contentSecurityPolicy({ https: false })).toBe(
    "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  );
});

test("HSTS is said over https only", () => {
  expect(securityHeaders({ https: true })["strict-transport-security"]).toMatch(/max-age=\d{8}/);
  expect(securityHeaders({ https: false })).not.toHaveProperty("strict-transport-security");
});
