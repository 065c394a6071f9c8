import { Invalid } from "@/server/kernel/errors";
import { companyName } from "@/server/modules/tenants/company-name";
import type { Ctx } from "@/server/tenancy/context";
import { PASSWORD_LENGTH_MIN, passwordProblem } from "../rules/new-password";

/** Throws Invalid beside the field `password` where a new one may not be used in this company. */
export async function requirePassword(
  ctx: Ctx,
  password: string,
  about: { email: string | null; name: string },
): Promise<void> {
  const { email, name } = about;
  const key = passwordProblem(password, { email, name, companyName: await companyName(ctx) });
  if (key) throw new Invalid(key, { minimum: PASSWORD_LENGTH_MIN }, { fields: { password: key } });
}
