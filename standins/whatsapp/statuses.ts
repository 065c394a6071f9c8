import { createHmac } from "node:crypto";
import type { TakenMessage, WhatsappStandin } from "./handler";

export type Told = "sent" | "delivered" | "read" | "failed";

type More = {
  code?: number;
  billable?: boolean;
  category?: string;
  phoneNumberId?: string;
  /** Seconds since 1970, as the vendor writes them. */
  timestamp?: string;
  recipientId?: string;
};

/** A notice of the vendor's that says what became of messages, word for word as it is signed. */
export function statusNotice(
  standin: WhatsappStandin,
  told: readonly (readonly [Pick<TakenMessage, "id" | "biz_opaque_callback_data">, Told, More?])[],
): string {
  const [first] = told;
  return escaped({
    object: "whatsapp_business_account",
    entry: [
      {
        id: standin.businessAccountId,
        changes: [
          {
            field: "messages",
            value: {
              messaging_product: "whatsapp",
              metadata: {
                display_phone_number: "15550783881",
                phone_number_id: first?.[2]?.phoneNumberId ?? standin.phoneNumberId,
              },
              statuses: told.map(([message, status, more = {}]) => statusOf(message, status, more)),
            },
          },
        ],
      },
    ],
  });
}

function statusOf(
  message: Pick<TakenMessage, "id" | "biz_opaque_callback_data">,
  status: Told,
  { code, billable = true, category = "utility", timestamp = "1763650000", recipientId }: More,
) {
  return {
    ...{ id: message.id, status, timestamp, recipient_id: recipientId ?? "51999888777" },
    biz_opaque_callback_data: message.biz_opaque_callback_data,
    ...(status !== "failed" && {
      conversation: { id: "c1", origin: { type: category } },
      pricing: { billable, pricing_model: "PMP", category },
    }),
    ...(code !== undefined && {
      errors: [{ code, title: "", message: "", error_data: { details: "stand-in" } }],
    }),
  };
}

/** A customer's own message, with the letters that trip those who verify what they parsed and wrote again. */
export const inboundNotice = (standin: WhatsappStandin, text = "¿Cuánto debo? Ñandú"): string =>
  escaped({
    object: "whatsapp_business_account",
    entry: [
      {
        id: standin.businessAccountId,
        changes: [
          {
            field: "messages",
            value: {
              messaging_product: "whatsapp",
              metadata: {
                display_phone_number: "15550783881",
                phone_number_id: standin.phoneNumberId,
              },
              contacts: [{ profile: { name: "María" }, wa_id: "51999888777" }],
              messages: [
                {
                  ...{ from: "51999888777", id: "wamid.in1", timestamp: "1763650000" },
                  ...{ type: "text", text: { body: text } },
                },
              ],
            },
          },
        ],
      },
    ],
  });

/** The vendor's signature over the bytes. */
export const signatureOf = (body: string, appSecret: string): string =>
  `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;

/** The vendor writes everything beyond ASCII as lower-case \\uXXXX, and slashes escaped. */
const escaped = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll(
      /[\u0080-\uffff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .replaceAll("/", "\\/");
