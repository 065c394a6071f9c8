import { isIP } from "node:net";
import { isPublicAddress } from "./is-public-address";
import { seams } from "./seams";
import type { Transport } from "./types";
import { VendorFailure } from "./vendor-failure";

/** An address that the guard refuses; nothing was resolved or sent. */
export class AddressRefused extends VendorFailure {
  constructor(why: string) {
    super("rejected", `address refused: ${why}`);
  }
}

/** What the address itself says: scheme, port, credentials, form of the name. Its IP is vetted at connect. */
export function vetUrl(url: URL, transport: Transport): void {
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new AddressRefused("scheme");
  if (url.username || url.password) throw new AddressRefused("credentials in the address");
  if (transport.kind === "publicOnly") vetPublicUrl(url);
}

function vetPublicUrl(url: URL): void {
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const testPort = seams().allowLoopbackPorts.includes(port);
  if (testPort) return;
  if (process.env.NODE_ENV === "production" && url.protocol !== "https:")
    throw new AddressRefused("https only");
  if (port !== 80 && port !== 443) throw new AddressRefused("port");
  const name = url.hostname.replace(/\.$/, "");
  const literal = name.replace(/^\[|\]$/g, "");
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw new AddressRefused("not public");
  // A bare name is only ever resolved inside a private network (`metadata`, `intranet`).
  if (!name.includes(".") && !name.startsWith("[")) throw new AddressRefused("bare host name");
}
