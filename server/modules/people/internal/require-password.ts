import { Invalid } from "@/server/kernel/errors";
import { PASSWORD_LENGTH_MIN, passwordProblem } from "../rules/new-password";

/** Throws Invalid beside the field `password` where a new one may not be used. */
export function requirePassword(
  password: string,
  about: { email: string | null; name: string },
): void {
  const key = passwordProblem(password, about);
  if (key) throw new Invalid(key, { minimum: PASSWORD_LENGTH_MIN }, { fields: { password: key } });
}
