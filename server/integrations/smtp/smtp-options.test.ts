import { expect, test } from "vitest";
import { optionsOf } from "./smtp-options";

test("a password never travels in the clear, except to this machine", () => {
  expect(optionsOf("smtp://u:p@mail.example").requireTLS).toBe(true);
  expect(optionsOf("smtps://u:p@mail.example").secure).toBe(true);
  expect(optionsOf("smtp://u:p@127.0.0.1:2525").requireTLS).toBe(false);
  expect(optionsOf("smtp://mail.example").requireTLS).toBe(false);
});

test("ports and accounts are read as the address says", () => {
  expect(optionsOf("smtp://a%40b.pe:p%2Fw@mail.example")).toMatchObject({
    port: 587,
    auth: { user: "a@b.pe", pass: "p/w" },
  });
  expect(optionsOf("smtps://mail.example")).toMatchObject({ port: 465, auth: undefined });
  expect(optionsOf("smtp://[::1]:2525")).toMatchObject({ host: "::1", port: 2525 });
});

test("templates and mails can read no file and fetch no address", () => {
  const { disableFileAccess, disableUrlAccess } = optionsOf("smtp://h");
  expect([disableFileAccess, disableUrlAccess]).toEqual([true, true]);
});

test("an address of another kind is refused", () => {
  expect(() => optionsOf("http://mail.example")).toThrow("smtp://");
});
