import { expect, test } from "vitest";
import { isApi } from "./is-api";

test.each([
  "/api",
  "/api/trpc/auth.whoAmI",
  "/api/%74rpc/auth.whoAmI?batch=1",
  "/%61pi/files",
  "/%61%70%69/health",
  "//api/files",
  "/\\api/files",
  "/x/../api/files",
  "/x/%2e%2e/api/files",
  "/API/files",
  "http://elsewhere.example/api/files",
])("%s is an address under /api", (url) => expect(isApi(url)).toBe(true));

test.each(["/", "/apiary", "/settings/api-keys", "/x/api", "/%E0%A4%A", "/sign-in?next=/api/x"])(
  "%s is none",
  (url) => expect(isApi(url)).toBe(false),
);
