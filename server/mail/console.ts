import { createHash } from "node:crypto";
import type { MailTransport } from "./port";

/** Prints mails on standard output: for a first look without an account anywhere. */
export function openConsoleMail(
  print: (text: string) => void = (text) => void process.stdout.write(text),
): MailTransport {
  return {
    driver: "console",
    send: async (_ctx, mail) => {
      const files = (mail.attachments ?? []).map((file) => `\nAttached: ${file.name}`).join("");
      print(`\n─── mail to ${mail.to.address} · ${mail.subject}\n${mail.text}${files}\n───\n`);
      return {
        messageId: createHash("sha256").update(mail.idempotencyKey).digest("hex").slice(0, 32),
      };
    },
  };
}
