import { expect, test } from "vitest";
import { oidcProviders } from "./schema";
import { verifiedEmail } from "./verified-email";

const one = {
  id: "google",
  label: "Google",
  issuer: "https://accounts.google.com",
  clientId: "c",
  clientSecret: "very-secret",
};
const read = (value: unknown) => oidcProviders.safeParse(JSON.stringify(value));

test("no variable is no provider, and a list is read as it stands", () => {
  expect(oidcProviders.parse(undefined)).toEqual([]);
  expect(read([one]).data).toEqual([one]);
});

test.each<[string, unknown]>([
  ["plain http beyond this machine", [{ ...one, issuer: "http://accounts.google.com" }]],
  ["an id twice", [one, one]],
  ["a field that nobody knows", [{ ...one, secret: "very-secret" }]],
  ["no secret", [{ ...one, clientSecret: "" }]],
  ["no list", one],
])("%s is refused without showing a secret", (_name, value) => {
  const { success, error } = read(value);
  expect(success).toBe(false);
  expect(error?.message).not.toContain("very-secret");
});

test("text that is no JSON is refused without showing it", () => {
  expect(oidcProviders.safeParse("[very-secret").error?.message).not.toContain("very-secret");
});

test("an e-mail counts when the provider verified it; Microsoft's own claim counts from Microsoft alone", () => {
  const email = "Ana@Fibra.PE";
  const entra = "https://login.microsoftonline.com/d1/v2.0";
  expect(verifiedEmail(one.issuer, { email, email_verified: true })).toBe("ana@fibra.pe");
  expect(verifiedEmail(entra, { email, xms_edov: "1" })).toBe("ana@fibra.pe");
  for (const claims of [
    { email },
    { email, email_verified: "true" },
    { email, email_verified: 1 },
    { email, xms_edov: true },
    { email_verified: true },
  ])
    expect(verifiedEmail(one.issuer, claims)).toBeUndefined();
  expect(
    verifiedEmail("https://evil.example/login.microsoftonline.com/", { email, xms_edov: true }),
  ).toBeUndefined();
});
