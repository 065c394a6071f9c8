import { isIPv6, type LookupFunction, connect, type Socket } from "node:net";
import { resolveVetted } from "./resolve-vetted";
import { AddressRefused } from "./vet-url";

/** What is looked up instead of the real name, so that an address written out is vetted by the same step. */
const PLACEHOLDER = "device.invalid";

/**
 * A TCP connection to a tenant's device: a public address, or one in the networks that the platform allowed. The name
 * is resolved and vetted while connecting, so check and connect use one answer. Inside `callVendor` only.
 */
export function guardedSocket(
  { host, port }: { readonly host: string; readonly port: number },
  cidrs: readonly string[],
): Socket {
  const lookup: LookupFunction = (_name, options, callback) => {
    vetted(host, port, cidrs).then(
      (address) => {
        const family = isIPv6(address) ? 6 : 4;
        if (options.all) callback(null, [{ address, family }]);
        else callback(null, address, family);
      },
      (error: Error) => callback(error, "", 4),
    );
  };
  return connect({ host: PLACEHOLDER, port, lookup });
}

async function vetted(host: string, port: number, cidrs: readonly string[]): Promise<string> {
  try {
    return await resolveVetted(host, port, { kind: "allowPrivate", cidrs });
  } catch (error) {
    if (!(error instanceof AddressRefused)) throw error;
    return resolveVetted(host, port, { kind: "publicOnly" });
  }
}
