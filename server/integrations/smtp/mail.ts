import { hash } from "node:crypto";
import type { SendMailOptions } from "nodemailer";
import { Invalid, Unavailable } from "@/server/kernel/errors";
import type { Mail } from "@/server/mail/mail";
import type { MailTransport } from "@/server/mail/port";
import { callVendor } from "@/server/outbound/call-vendor";
import type { VendorIo } from "@/server/outbound/types";
import { VendorFailure } from "@/server/outbound/vendor-failure";
import { optionsOf } from "./smtp-options";

/** Mail through an SMTP server, one connection per mail, opened and closed inside the vendor call. */
export function openSmtpMail(smtpUrl: string): MailTransport {
  const options = optionsOf(smtpUrl);
  return {
    driver: "smtp",
    send: async (ctx, mail) => {
      const message = messageOf(mail);
      const result = await callVendor(ctx, CALL, (io) => deliver(options, message, io));
      if (result.refused)
        throw new Invalid("mail_refused", {}, { detail: `smtp: ${result.refused}` });
      return { messageId: String(message.messageId) };
    },
  };
}

const CALL = {
  integration: { id: "mail", vendor: "smtp" },
  operation: "send-mail",
  // SMTP has no idempotency key: only what surely did not arrive is sent again.
  idempotent: false,
  deadlineMs: 30_000,
  limits: { ratePerSecond: 10, burst: 20 },
} as const;

/** The stable Message-ID lets the receiving side drop a copy, where a job had to send twice. */
function messageOf(mail: Mail): SendMailOptions {
  const domain = mail.from.address.split("@")[1];
  return {
    from: party(mail.from),
    to: party(mail.to),
    replyTo: mail.replyTo && party(mail.replyTo),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: mail.headers,
    messageId: `<${hash("sha256", mail.idempotencyKey, "hex").slice(0, 40)}@${domain}>`,
    attachments: mail.attachments?.map((file) => ({
      filename: file.name,
      contentType: file.mediaType,
      content: Buffer.from(file.bytes),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

const party = ({ name, address }: Mail["from"]) => ({ name: name ?? "", address });

async function deliver(
  options: ReturnType<typeof optionsOf>,
  message: SendMailOptions,
  io: VendorIo,
): Promise<{ refused?: string }> {
  const { createTransport } = await import("nodemailer");
  const transport = createTransport(options);
  const close = () => transport.close();
  io.signal.addEventListener("abort", close, { once: true });
  try {
    await transport.sendMail(message);
    return {};
  } catch (error) {
    return classify(error);
  } finally {
    io.signal.removeEventListener("abort", close);
    close();
  }
}

type SmtpError = Error & { code?: string; responseCode?: number; command?: string };

/** 5xx to the mail itself: refused for good. 4xx: later. No greeting or sign-in: it surely did not arrive. */
function classify(thrown: unknown): { refused: string } {
  const error = thrown as SmtpError;
  const { code = "", responseCode = 0, command = "" } = error;
  if (code === "EAUTH" || command === "CONN" || code === "EDNS" || code === "ECONNECTION")
    throw new VendorFailure("unreached", `smtp: ${code} ${responseCode}`, { cause: error });
  if (responseCode >= 500) return { refused: `${responseCode} to ${command}` };
  if (responseCode >= 400)
    throw new VendorFailure("server", `smtp: ${responseCode}`, { cause: error });
  if (code === "EENVELOPE" || code === "EMESSAGE") return { refused: code };
  if (code === "ETLS")
    throw new Unavailable("unavailable", {}, { cause: error, detail: "smtp: no TLS" });
  throw new VendorFailure("network", `smtp: ${code}`, { cause: error });
}
