import { createHmac } from "node:crypto";

export type MercadopagoNotice = {
  /** What is put behind the address: `?data.id=…&type=…`. */
  query: string;
  body: string;
  headers: Record<string, string>;
};
type Signing = { secret: string; ts: string; requestId: string; lowerCase?: boolean };
type About = { type: string; action: string; dataId: string; userId: number; id: number; at: Date };

/** A notice as the service writes it. */
export const noticeBody = ({ type, action, dataId, userId, id, at }: About): string =>
  JSON.stringify({
    ...{ action, api_version: "v1", data: { id: dataId }, date_created: at.toISOString() },
    ...{ id, live_mode: false, type, user_id: userId },
  });

/** Signs a notice as documented: the id of the address, the request's id and the time; never the body. */
export function signNotice(
  body: string,
  { type, dataId }: Pick<About, "type" | "dataId">,
  { secret, ts, requestId, lowerCase }: Signing,
): MercadopagoNotice {
  const id = lowerCase ? dataId.toLowerCase() : dataId;
  const manifest = `id:${id};request-id:${requestId};ts:${ts};`;
  const v1 = createHmac("sha256", secret).update(manifest).digest("hex");
  return {
    query: new URLSearchParams({ "data.id": dataId, type }).toString(),
    body,
    headers: {
      "content-type": "application/json",
      "x-request-id": requestId,
      "x-signature": `ts=${ts},v1=${v1}`,
    },
  };
}
