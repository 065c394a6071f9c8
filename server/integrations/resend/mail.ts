import { Invalid, type TramaError, Unavailable } from "@/server/kernel/errors";
import type { Mail, MailParty } from "@/server/mail/mail";
import type { MailTransport } from "@/server/mail/port";
import { callVendor } from "@/server/outbound/call-vendor";
import { throwUnlessOk, VendorFailure } from "@/server/outbound/vendor-failure";
import { apiError, type SendEmailRequest, sendEmailRequest, sendEmailResponse } from "./schema";

const BASE_URL = "https://api.resend.com";

/**
 * Mail through Resend's REST API (one request; the vendor's SDK brings its own `fetch` and never throws, so it stays
 * out of the product). The idempotency key is honoured by the vendor for 24 hours.
 */
export function openResendMail(settings: {
  apiKey: string;
  baseUrl?: string;
  /** Mails a second that the account may send; 2 where not said, the vendor's own limit. */
  ratePerSecond?: number;
}): MailTransport {
  const url = `${(settings.baseUrl ?? BASE_URL).replace(/\/$/, "")}/emails`;
  const { ratePerSecond = 2 } = settings;
  const call = { ...CALL, limits: { ratePerSecond, burst: Math.max(1, ratePerSecond) } };
  return {
    driver: "resend",
    send: async (ctx, mail) => {
      const headers = {
        authorization: `Bearer ${settings.apiKey}`,
        "content-type": "application/json",
        "idempotency-key": mail.idempotencyKey,
      };
      const body = JSON.stringify(sendEmailRequest.parse(requestOf(mail)));
      const response = await callVendor(ctx, call, async (io) => {
        const answer = await io.fetch(url, { method: "POST", headers, body });
        if (answer.status >= 500 || answer.status === 429) throwUnlessOk(answer);
        const json: unknown = await answer.json().catch(() => undefined);
        // A request with the same key is under way: wait, then read its answer.
        if (apiError.safeParse(json).data?.name === "concurrent_idempotent_requests")
          throw new VendorFailure("throttled", "resend: same key under way", { status: 409 });
        return { status: answer.status, json };
      });
      return read(response);
    },
  };
}

const CALL = {
  integration: { id: "mail", vendor: "resend" },
  operation: "send-email",
  idempotent: true,
  deadlineMs: 15_000,
} as const;

function read({ status, json }: { status: number; json: unknown }): { messageId: string } {
  if (status >= 200 && status < 300) return { messageId: sendEmailResponse.parse(json).id };
  const error = apiError.safeParse(json);
  const detail = `resend ${status}: ${error.success ? `${error.data.name}: ${error.data.message}` : "unreadable"}`;
  throw refusal(status, detail);
}

/** A mail that the vendor refuses stays refused; a key, domain or quota can be mended without touching the mail. */
function refusal(status: number, detail: string): TramaError {
  if (status === 400 || status === 422) return new Invalid("mail_refused", {}, { detail });
  return new Unavailable("unavailable", {}, { detail });
}

function requestOf(mail: Mail): SendEmailRequest {
  return {
    from: formatParty(mail.from),
    to: [mail.to.address],
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    ...(mail.replyTo && { reply_to: formatParty(mail.replyTo) }),
    ...(mail.headers && { headers: mail.headers }),
    ...(mail.attachments?.length && {
      attachments: mail.attachments.map((file) => ({
        filename: file.name,
        content: Buffer.from(file.bytes).toString("base64"),
        content_type: file.mediaType,
      })),
    }),
  };
}

/** `"Name" <a@b>`: quoted, so that no character of the name can end it (RFC 5322 §3.2.4). */
function formatParty({ name, address }: MailParty): string {
  if (!name) return address;
  return `"${name.replace(/["\\]/g, (char) => `\\${char}`)}" <${address}>`;
}
