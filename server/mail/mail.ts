import { z } from "zod";

/** Anything that could end a header line or hide in one: C0, DEL, C1, line and paragraph separators. */
// oxlint-disable-next-line no-control-regex -- finding control characters is what this is for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** One address, ASCII (RFC 5321 atoms; domains in punycode). Quoted local parts and address lists are refused. */
const address = z
  .string()
  .max(254)
  .regex(/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/);

/** Text of a subject or a display name: control characters become one space. */
const headerText = (max: number) =>
  z.string().transform((text) =>
    text
      .replace(new RegExp(`${CONTROL.source}+`, "g"), " ")
      .trim()
      .slice(0, max),
  );

const party = z.object({ name: headerText(120).optional(), address });

/** Headers a caller may add; the rest is the transport's. */
const headerName = z
  .string()
  .regex(
    /^(?:X-Trama-[A-Za-z0-9-]{1,40}|List-Unsubscribe|List-Unsubscribe-Post|In-Reply-To|References|Auto-Submitted)$/,
  );
const headerValue = z
  .string()
  .min(1)
  .max(900)
  .regex(/^[\u0020-\u007e]+$/);

const attachment = z.object({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._ -]{0,99}$/),
  mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
  bytes: z.instanceof(Uint8Array),
});

/** A mail that cannot carry an injected header: parsed once by `sendMail`. */
export const mailSchema = z.object({
  from: party,
  to: party,
  replyTo: party.optional(),
  subject: headerText(200).refine((text) => text.length > 0),
  html: z.string().min(1).max(500_000),
  text: z.string().min(1).max(200_000),
  headers: z.record(headerName, headerValue).optional(),
  attachments: z.array(attachment).max(10).optional(),
  /** The same mail sent twice with one key is one mail where the transport can tell (Resend: 24 h). */
  idempotencyKey: z.string().regex(/^[\u0021-\u007e]{1,200}$/),
});

export type MailInput = z.input<typeof mailSchema>;
export type Mail = z.output<typeof mailSchema>;
export type MailParty = z.output<typeof party>;

/** `Name <a@b>` or `a@b` → its parts; throws `ZodError` on anything else. */
export function parseParty(text: string): MailParty {
  const match = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))\s*$/.exec(text);
  return party.parse({ name: match?.[1] || undefined, address: match?.[2] ?? match?.[3] ?? "" });
}
