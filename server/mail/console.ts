import { createHash } from "node:crypto";
import { newId } from "@/server/kernel/ids";
import type { SentMessage } from "./outbox";
import type { MailTransport } from "./port";

/** Prints mails on standard output, and hands them to `keep` for /dev/outbox: for a first look without an account anywhere. */
export function openConsoleMail(
  print: (text: string) => void = (text) => void process.stdout.write(text),
  keep: (message: SentMessage) => void = () => undefined,
): MailTransport {
  return {
    driver: "console",
    send: async (ctx, mail) => {
      const files = (mail.attachments ?? []).map((file) => `\nAttached: ${file.name}`).join("");
      print(`\n─── mail to ${mail.to.address} · ${mail.subject}\n${mail.text}${files}\n───\n`);
      keep({
        id: newId(),
        at: new Date().toISOString(),
        tenantId: ctx.tenantId,
        channel: "email",
        template: mail.headers?.["X-Trama-Template"] ?? null,
        to: mail.to.address,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
      });
      return {
        messageId: createHash("sha256").update(mail.idempotencyKey).digest("hex").slice(0, 32),
      };
    },
  };
}
