import type { Ctx } from "@/server/tenancy/context";
import type { Mail } from "./mail";

/** A way to send mail: console, SMTP or Resend. Never used by itself: `sendMail` checks the mail first. */
export type MailTransport = {
  readonly driver: "console" | "smtp" | "resend";
  /** Hands the mail over; gives the transport's id for it. Throws `Unavailable` when it may be tried again, `Invalid` when not. */
  send(ctx: Ctx, mail: Mail): Promise<{ messageId: string }>;
};
