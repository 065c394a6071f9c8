import { createPrivateKey, hash } from "node:crypto";
import { createServer, type TlsOptions } from "node:tls";
import { type RawRouter, type Script, startRawRouter } from "./raw-router";

/** A self-signed certificate for tests alone (DER). */
const CERTIFICATE = Buffer.from(
  "MIIBejCCAR+gAwIBAgIUaDCWg6PlmZXOWPtNURDhBwC1yB8wCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGcm91dGVyMCAXDTI2MTEyMTExNTgxNloYDzIxMjYxMDI4MTE1ODE2WjARMQ8wDQYDVQQDDAZyb3V0ZXIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATsOk8K3Mg1cgXf0tVSzNhHFW6WWESZPMFlxNwxskTjx9+1AJG51yFZo6JyFdU1t/55y6iepLLRTnN2HlP+3Rpko1MwUTAdBgNVHQ4EFgQUNGLX3IoF9tMvtEBEEXRgGp5U20cwHwYDVR0jBBgwFoAUNGLX3IoF9tMvtEBEEXRgGp5U20cwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA/Jxmt8yidnI1gsP7bRgJLP5sRmjg4SLsTXjqQuy7OpICIQCJ0p+im75MYd49ZDXn/ZovujHye/7dNqKB/W0etSjZAQ==",
  "base64",
);
const KEY = Buffer.from(
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkh33E3jeiE3GwCw6wZt23fb4eJ7ZcGCpuRg3XBigtXahRANCAATsOk8K3Mg1cgXf0tVSzNhHFW6WWESZPMFlxNwxskTjx9+1AJG51yFZo6JyFdU1t/55y6iepLLRTnN2HlP+3Rpk",
  "base64",
);

export const FINGERPRINT = hash("sha256", CERTIFICATE, "hex");

const asPem = (name: string, der: Buffer) =>
  `-----BEGIN ${name}-----\n${der.toString("base64")}\n-----END ${name}-----\n`;

/** A raw router behind TLS: with the certificate, or anonymous as api-ssl is without one. */
export function startTlsRouter(script: Script, mode: "pinned" | "anonymous"): Promise<RawRouter> {
  const options: Record<typeof mode, () => TlsOptions> = {
    pinned: () => ({
      cert: asPem("CERTIFICATE", CERTIFICATE),
      key: createPrivateKey({ key: KEY, format: "der", type: "pkcs8" })
        .export({ type: "pkcs8", format: "pem" })
        .toString(),
    }),
    anonymous: () => ({ ciphers: "ADH:@SECLEVEL=0", maxVersion: "TLSv1.2", dhparam: "auto" }),
  };
  const server = createServer(options[mode]());
  server.on("tlsClientError", () => undefined);
  return startRawRouter(script, server);
}
