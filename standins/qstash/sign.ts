import { createHash, createHmac, randomUUID } from "node:crypto";

const base64Url = (data: string) => Buffer.from(data).toString("base64url");

/** The `Upstash-Signature` of a delivery: a JWT (HS256) over the address and the hash of the raw body. */
export function sign(message: { url: string; body: string; key: string; nowMs: number }): string {
  const seconds = Math.floor(message.nowMs / 1000);
  const header = base64Url(JSON.stringify({ alg: "HS256", typ: "JWT" }));
  const claims = base64Url(
    JSON.stringify({
      iss: "Upstash",
      sub: message.url,
      exp: seconds + 300,
      nbf: seconds,
      iat: seconds,
      jti: `jwt_${randomUUID().replaceAll("-", "")}`,
      body: createHash("sha256").update(message.body).digest("base64url"),
    }),
  );
  const mac = createHmac("sha256", message.key).update(`${header}.${claims}`).digest("base64url");
  return `${header}.${claims}.${mac}`;
}
