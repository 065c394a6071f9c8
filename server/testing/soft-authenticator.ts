import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();
const b64 = (data: Buffer | string) => Buffer.from(data).toString("base64url");

type Asked = {
  challenge: string;
  origin: string;
  rpId: string;
  verified?: boolean;
  counter?: number;
};

/** A WebAuthn authenticator in software (P-256, no attestation) that can be told to lie. */
export class SoftAuthenticator {
  readonly #id = randomBytes(32);
  readonly #key: KeyObject;
  readonly #public: { x: string; y: string };
  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#key = privateKey;
    this.#public = publicKey.export({ format: "jwk" }) as { x: string; y: string };
  }

  /** The browser's answer to registration options. */
  create(asked: Asked) {
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(this.#public.x, "base64url"))],
      [-3, new Uint8Array(Buffer.from(this.#public.y, "base64url"))],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.#id.length);
    const credential = [Buffer.alloc(16), length, this.#id, Buffer.from(isoCBOR.encode(cose))];
    const authData = Buffer.concat([authenticatorData(asked, 0x40), ...credential]);
    const attestation = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", new Uint8Array(authData)],
    ]);
    return this.#answer({
      clientDataJSON: clientData("webauthn.create", asked),
      attestationObject: b64(Buffer.from(isoCBOR.encode(attestation as never))),
      transports: ["internal"],
    });
  }

  /** The browser's answer to authentication options. */
  get(asked: Asked) {
    const authData = authenticatorData(asked, 0);
    const client = clientData("webauthn.get", asked);
    const signed = Buffer.concat([authData, sha256(Buffer.from(client, "base64url"))]);
    return this.#answer({
      clientDataJSON: client,
      authenticatorData: b64(authData),
      signature: b64(sign("sha256", signed, this.#key)),
    });
  }

  #answer(response: Record<string, unknown>) {
    const id = b64(this.#id);
    const type = "public-key" as const;
    return { id, rawId: id, type, response, clientExtensionResults: {} };
  }
}

const clientData = (type: string, { challenge, origin }: Asked): string =>
  b64(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

function authenticatorData({ rpId, verified = true, counter = 0 }: Asked, flags: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(rpId), Buffer.from([0x01 | (verified ? 0x04 : 0) | flags]), count]);
}
