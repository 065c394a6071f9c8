import { hash, timingSafeEqual } from "node:crypto";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from "node:tls";
import { RouterClosed, RouterProtocolError } from "./errors";
import type { RouterTls, SessionOptions } from "./schema";

type Address = Pick<SessionOptions, "host" | "port" | "tls" | "connect">;

/**
 * A connected socket; with `pinned`, one whose certificate is the expected one: it is compared before a single word is
 * sent. Throws `RouterClosed` (unreachable, tls, certificate, or the reason that `signal` aborts with).
 */
export async function openSocket(address: Address, signal: AbortSignal): Promise<Socket> {
  const pin = address.tls.mode === "pinned" ? pinOf(address.tls.fingerprint256) : undefined;
  const { host, port } = address;
  const socket = await connected(
    () => (address.connect ?? connect)({ host, port }),
    "connect",
    "unreachable",
    signal,
  );
  if (address.tls.mode === "none") return socket;
  const options = { ...TLS[address.tls.mode], socket, servername: isIP(host) ? "" : host };
  const secure = await connected(() => connectTls(options), "secureConnect", "tls", signal);
  if (pin && !isPinned(secure, pin)) {
    secure.destroy();
    throw new RouterClosed("certificate");
  }
  return secure;
}

/**
 * No authority vouches for a router: the pin does, or (anonymous) nobody. Node 24 (OpenSSL 3.5) still speaks ADH, at
 * security level 0 and up to TLS 1.2; a build without it fails with reason "tls".
 */
const TLS: Record<Exclude<RouterTls["mode"], "none">, ConnectionOptions> = {
  pinned: { rejectUnauthorized: false },
  anonymous: {
    rejectUnauthorized: false,
    ciphers: "ADH-AES256-GCM-SHA384:ADH-AES128-GCM-SHA256:ADH:@SECLEVEL=0",
    minVersion: "TLSv1.2",
    maxVersion: "TLSv1.2",
  },
};

async function connected<S extends Socket>(
  open: () => S,
  event: "connect" | "secureConnect",
  failed: "unreachable" | "tls",
  signal: AbortSignal,
): Promise<S> {
  signal.throwIfAborted();
  const socket = opened(open, failed);
  const done = Promise.withResolvers<S>();
  const fail = (cause?: unknown) => done.reject(new RouterClosed(failed, { cause }));
  const abort = () => done.reject(signal.reason);
  // Stays for good: an error that nobody listens to ends the process.
  socket.on("error", fail);
  socket.once("close", () => fail());
  socket.once(event, () => done.resolve(socket));
  signal.addEventListener("abort", abort, { once: true });
  if (event === "connect" && !socket.connecting && !socket.destroyed) done.resolve(socket);
  try {
    return await done.promise;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Opening may throw itself: a guard that refuses the address, a build without the ciphers. */
function opened<S>(open: () => S, failed: "unreachable" | "tls"): S {
  try {
    return open();
  } catch (cause) {
    throw new RouterClosed(failed, { cause });
  }
}

function pinOf(fingerprint: string): Buffer {
  const hex = fingerprint.replaceAll(":", "");
  if (!/^[0-9a-f]{64}$/i.test(hex))
    throw new RouterProtocolError("badCommand", "the fingerprint is not a SHA-256 in hex");
  return Buffer.from(hex, "hex");
}

function isPinned(socket: TLSSocket, pin: Buffer): boolean {
  const { raw } = socket.getPeerCertificate();
  return raw !== undefined && timingSafeEqual(hash("sha256", raw, "buffer"), pin);
}
