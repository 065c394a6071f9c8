import { isIP } from "node:net";
import { isAllowedDevice, isPublicAddress } from "./is-public-address";
import { isLoopbackDevice } from "./loopback-devices";
import { seams } from "./seams";
import type { Transport } from "./types";
import { AddressRefused } from "./vet-url";
import { VendorFailure } from "./vendor-failure";

/**
 * The one address to connect to. All answers of the name must pass, or none is used: a name that
 * also points inside is an attack or a mistake. The caller connects to this very address, so a
 * resolver that answers differently a moment later (rebinding) changes nothing.
 */
export async function resolveVetted(
  hostname: string,
  port: number,
  transport: Exclude<Transport, { kind: "vendor" }>,
): Promise<string> {
  const bare = hostname.replace(/^\[|\]$/g, "");
  const answers = isIP(bare) ? [bare] : await resolveName(bare);
  const first = answers[0];
  if (first === undefined) throw new AddressRefused("no address");
  if (!answers.every((address) => passes(address, port, transport)))
    throw new AddressRefused("not an allowed network");
  return first;
}

async function resolveName(hostname: string): Promise<string[]> {
  try {
    return await seams().resolve(hostname);
  } catch (cause) {
    throw new VendorFailure("unreached", "name does not resolve", { cause });
  }
}

function passes(
  address: string,
  port: number,
  transport: Exclude<Transport, { kind: "vendor" }>,
): boolean {
  if (address === "127.0.0.1" && seams().allowLoopbackPorts.includes(port)) return true;
  if (transport.kind === "publicOnly") return isPublicAddress(address);
  return isAllowedDevice(address, transport.cidrs) || isLoopbackDevice(address, port);
}
