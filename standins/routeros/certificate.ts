import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A self-signed certificate such as `/certificate sign` makes on a router; nobody vouches for it, so clients pin it. */
export function selfSigned(
  commonName: string,
  kind: "ec" | "rsa" = "ec",
): {
  key: string;
  cert: string;
  fingerprint256: string;
} {
  const { privateKey, publicKey } =
    kind === "ec"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const algorithm =
    kind === "ec"
      ? sequence(oid("2a8648ce3d040302"))
      : sequence(oid("2a864886f70d01010b"), der(0x05, Buffer.alloc(0)));
  const name = sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(commonName)))));
  const validity = sequence(utcTime("250101000000Z"), utcTime("450101000000Z"));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, privateKey)]));
  const raw = sequence(body, algorithm, signature);
  const cert = `-----BEGIN CERTIFICATE-----\n${raw.toString("base64").replaceAll(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
  const hex = createHash("sha256").update(raw).digest("hex").toUpperCase();
  return {
    ...{ key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert },
    fingerprint256: hex.match(/../g)?.join(":") ?? "",
  };
}

/** One DER element: type, length, content. */
function der(type: number, content: Buffer): Buffer {
  const { length } = content;
  const head =
    length < 0x80
      ? [type, length]
      : length < 0x100
        ? [type, 0x81, length]
        : [type, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const utcTime = (text: string): Buffer => der(0x17, Buffer.from(text));
