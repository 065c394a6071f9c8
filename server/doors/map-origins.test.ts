import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./apply-headers";
import { mapOrigins } from "./map-origins";

test("maps may be drawn from the configured https origins, and from nowhere else", () => {
  expect(mapOrigins({})).toEqual([]);
  const origins = mapOrigins({
    TRAMA_MAP_STYLE_URL: "https://maps.example/styles/plain.json?key=1",
    TRAMA_MAP_ORIGINS:
      "https://tiles.example, http://plain.example, *, 'unsafe-inline', https://maps.example/x; script-src *",
  });
  expect(origins).toEqual(["https://maps.example", "https://tiles.example"]);
  const policy = contentSecurityPolicy({ nonce: "n", https: true, mapOrigins: origins });
  expect(policy).toContain("connect-src 'self' https://maps.example https://tiles.example;");
  expect(policy).toContain(
    "img-src 'self' data: blob: https://maps.example https://tiles.example;",
  );
  expect(policy.match(/script-src/g)).toHaveLength(1);
});
