import { createHmac } from "node:crypto";
import { newId } from "./objects";

export type Notice = { body: string; headers: Record<string, string> };
type Signing = { secret: string; nowS: number; other?: string };

/** An event, as the service writes it. */
export const eventOf = (type: string, object: unknown, nowS: number, id = newId("evt")): string =>
  JSON.stringify({
    ...{ id, object: "event", api_version: "2026-07-29.dahlia", created: nowS },
    ...{ data: { object }, livemode: false, pending_webhooks: 1 },
    ...{ request: { id: null, idempotency_key: null }, type },
  });

/** The bytes with the signature that the service would put over them; `other`: the secret that is being left. */
export function signNotice(body: string, { secret, nowS, other }: Signing): Notice {
  const by = (key: string) => createHmac("sha256", key).update(`${nowS}.${body}`).digest("hex");
  const signatures = [secret, ...(other ? [other] : [])].map((key) => `v1=${by(key)}`);
  return {
    body,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "stripe-signature": [`t=${nowS}`, ...signatures, `v0=${"0".repeat(64)}`].join(","),
    },
  };
}
