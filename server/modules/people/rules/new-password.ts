/** ASVS 5.0 V6.2: at least 8, 15 advised; long ones are welcome, no rules of composition. */
export const PASSWORD_LENGTH_MIN = 10;

/** What is guessed first; lower-case. Longer lists belong to a vendor's check. */
const COMMON = new Set([
  "1234567890",
  "0123456789",
  "qwertyuiop",
  "password12",
  "password123",
  "password1234",
  "contraseña",
  "contrasena",
  "contrasena123",
  "contraseña123",
  "administrador",
  "bienvenido1",
  "bienvenido123",
  "12345678910",
  "123456789a",
  "1q2w3e4r5t",
  "qwerty12345",
  "iloveyou12",
  "princesa123",
  "internet123",
]);

/** Why a new password is refused: the key of a message; undefined where it may be used. */
export function passwordProblem(
  password: string,
  about: { email: string | null; name: string },
): "password_too_short" | "password_common" | undefined {
  if ([...password].length < PASSWORD_LENGTH_MIN) return "password_too_short";
  const typed = password.toLowerCase();
  const own = [
    about.email ?? "",
    about.name.toLowerCase(),
    about.name.toLowerCase().replaceAll(" ", ""),
  ];
  if (COMMON.has(typed) || own.includes(typed) || new Set(typed).size < 4) return "password_common";
  return undefined;
}
