import { expect, it } from "vitest";
import { withoutSecrets } from "./draft-store";

it("keeps what a person typed and nothing that is named like a secret, at any depth", () => {
  expect(
    withoutSecrets({
      name: "Ñandú",
      password: "x",
      newPassword: "x",
      smtpSecret: "x",
      code: "123456",
      lines: [{ label: "a", token: "x" }],
      nested: { apiKey: "x", url: "https://a.test" },
      gone: undefined,
    }),
  ).toEqual({ name: "Ñandú", lines: [{ label: "a" }], nested: { url: "https://a.test" } });
});

it("keeps no file", () => {
  expect(withoutSecrets({ logo: new File([], "a.png"), name: "a" })).toEqual({
    logo: null,
    name: "a",
  });
});
