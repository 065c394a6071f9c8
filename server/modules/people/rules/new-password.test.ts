import { expect, test } from "vitest";
import { PASSWORD_LENGTH_MIN, passwordProblem } from "./new-password";

const about = {
  email: "bruno@fibranet.pe",
  name: "Bruno Salazar",
  companyName: "Fibra Net S.A.C.",
};

test("a password of ten characters that nobody would guess is taken; nine are too few", () => {
  expect(PASSWORD_LENGTH_MIN).toBe(10);
  expect(passwordProblem("kiwi-roto7", about)).toBeUndefined();
  expect(passwordProblem("kiwi-rot7", about)).toBe("password_too_short");
  expect(passwordProblem("cuatro llamas miran el mar", about)).toBeUndefined();
});

test.each([
  "qwertyuiop",
  "1Q2W3E4R5T",
  "Contraseña",
  "CONTRASEÑA2026!",
  "internet.2026",
  "Verano2026!!",
  "0123456789",
  "9876543210",
  "abcdefghijkl",
  "lololololo",
  "aaaaaaaaaaaa",
  "fghjklzxcvbnm",
])("%s is one that is guessed first", (password) =>
  expect(passwordProblem(password, about)).toBe("password_common"),
);

test.each(["Fibra-Net-SAC 77", "xx-fibranetsac-xx", "soybruno!2026x", "Bruno Salazar 1"])(
  "%s names the company or the person",
  (password) => expect(passwordProblem(password, about)).toBe("password_about_you"),
);

test("a short name refuses only what is nothing else", () => {
  const ana = { email: "ana@x.pe", name: "Ana", companyName: "Red" };
  expect(passwordProblem("ventanas abiertas", ana)).toBeUndefined();
  expect(passwordProblem("ana-1234567", ana)).toBe("password_about_you");
  expect(passwordProblem("!!!red20262026", ana)).toBe("password_about_you");
});
