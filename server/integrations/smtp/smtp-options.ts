import type { TransportOptions } from "nodemailer";
import type SMTPTransport from "nodemailer/lib/smtp-transport";

/**
 * `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465` → transport options. A password never travels in the
 * clear, except to this machine.
 */
export function optionsOf(smtpUrl: string): SMTPTransport.Options & TransportOptions {
  const url = new URL(smtpUrl);
  if (url.protocol !== "smtp:" && url.protocol !== "smtps:")
    throw new Error("SMTP_URL must start with smtp:// or smtps://");
  const secure = url.protocol === "smtps:";
  const user = decodeURIComponent(url.username);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && user !== "" && !local,
    auth: user === "" ? undefined : { user, pass: decodeURIComponent(url.password) },
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
