import common from "./common-passwords.json" with { type: "json" };

/** ASVS 5.0 V6.2: at least 8, 15 advised; long ones are welcome, no rules of composition. Ours is 10. */
export const PASSWORD_LENGTH_MIN = 10;

/** Names shorter than this are in too many innocent words to refuse every password that contains them. */
const TELLING_LENGTH = 4;

const COMMON = new Set(common.words.split(" ").map(plain));

/** What people take and then lengthen by a year or a sign until the form lets it pass. */
const ROOTS = new Set(
  `password contrasena senha clave micontrasena miclave minhasenha admin administrador usuario bienvenido bienvenida
  bemvindo welcome letmein qwerty qwertyuiop asdfghjkl zxcvbnm qazwsx internet princesa iloveyou teamo teamomucho
  futbol america barcelona realmadrid alianzalima universitario bocajuniors riverplate flamengo corinthians peru lima
  argentina brasil mexico colombia chile ecuador bolivia secreto cambiame changeme prueba test temporal
  verano invierno otono primavera enero febrero marzo abril mayo junio julio agosto setiembre septiembre octubre
  noviembre diciembre`
    .split(/\s+/)
    .map(plain),
);

const WALKS = ["01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm"]
  .flatMap((walk) => [walk, [...walk].toReversed().join("")])
  .join(" ");

export type PasswordProblem = "password_too_short" | "password_common" | "password_about_you";

/** Whom and what a new password must not name. */
export type PasswordAbout = { email: string | null; name: string; companyName?: string };

/** Why a new password is refused: the key of a message; undefined where it may be used. */
export function passwordProblem(
  password: string,
  about: PasswordAbout,
): PasswordProblem | undefined {
  if ([...password].length < PASSWORD_LENGTH_MIN) return "password_too_short";
  if (isCommon(plain(password))) return "password_common";
  const names = [about.companyName ?? "", about.email?.split("@")[0] ?? "", about.name];
  return names.some((name) => isAbout(password, name)) ? "password_about_you" : undefined;
}

function isCommon(typed: string): boolean {
  const root = rootOf(typed);
  if (COMMON.has(typed) || ROOTS.has(root)) return true;
  // One short piece over and over, or a walk along the keyboard.
  return new Set(typed).size < 4 || /^(.{1,5})\1+$/u.test(typed) || WALKS.includes(typed);
}

/** Does it contain the name, however spelt? A short name counts only where it is all that the password says. */
function isAbout(password: string, name: string): boolean {
  const sought = letters(name);
  if (sought.length === 0) return false;
  const typed = letters(password);
  if (sought.length >= TELLING_LENGTH) return typed.includes(sought);
  return rootOf(typed) === rootOf(sought);
}

/** Lower case, without accents. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Letters and digits only, for names that are spelt with spaces, dots or signs. */
function letters(text: string): string {
  return plain(text).replace(/[^\p{L}\p{N}]/gu, "");
}

/** The word under digits and signs at both ends. */
function rootOf(typed: string): string {
  return typed.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
}
