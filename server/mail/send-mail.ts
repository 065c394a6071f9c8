import { composition } from "@/server/composition";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { outsideTransaction } from "@/server/tenancy/outside-transaction";
import { type MailInput, mailSchema } from "./mail";
import type { MailTransport } from "./port";

/**
 * Checks a mail and sends it. Call it from a job, outside any transaction, with a key that is the same on a retry.
 * Throws `Invalid("mail_invalid")` for a mail that no retry can mend, `Unavailable` for one to try again.
 */
export async function sendMail(
  ctx: Ctx,
  input: MailInput,
  transport: MailTransport = composition().mail,
): Promise<{ messageId: string }> {
  outsideTransaction("mail");
  const mail = mailSchema.safeParse(input);
  if (!mail.success) {
    const fields = mail.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Invalid("mail_invalid", { fields }, { cause: mail.error });
  }
  return transport.send(ctx, mail.data);
}
