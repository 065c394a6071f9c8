import { randomUUID, sign } from "node:crypto";
import { crc32 } from "node:zlib";
import { selfSigned } from "../routeros/certificate";

export type PaypalNotice = { body: string; headers: Record<string, string> };
type Signing = { key: string; certUrl: string; webhookId: string; at: Date };

/** One certificate for all: a key of RSA takes long to find. */
let made: ReturnType<typeof selfSigned> | undefined;
export const signer = () => (made ??= selfSigned("messageverificationcerts.paypal.com", "rsa"));

/** An event, as the service writes it. */
export const eventOf = (
  type: string,
  resourceType: string,
  resource: unknown,
  id = `WH-${randomUUID()}`,
): string =>
  JSON.stringify({
    ...{ id, event_version: "1.0", create_time: "2026-11-21T12:00:00.000Z" },
    ...{ resource_type: resourceType, event_type: type, summary: "Señal", resource, links: [] },
  });

/** The bytes with the signature that the service would put over them. */
export function signNotice(body: string, { key, certUrl, webhookId, at }: Signing): PaypalNotice {
  const [id, time] = [randomUUID(), at.toISOString()];
  const signed = [id, time, webhookId, crc32(body)].join("|");
  return {
    body,
    headers: {
      ...{ "content-type": "application/json", "paypal-auth-algo": "SHA256withRSA" },
      ...{ "paypal-cert-url": certUrl, "paypal-transmission-id": id },
      "paypal-transmission-time": time,
      "paypal-transmission-sig": sign("sha256", Buffer.from(signed), key).toString("base64"),
    },
  };
}
