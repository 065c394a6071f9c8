import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import ipaddr from "ipaddr.js";
import { type CountryResponse, Reader } from "mmdb-lib";

const key = Symbol.for("trama.countries");
type Holder = { [key]?: { v4: Reader<CountryResponse>; v6: Reader<CountryResponse> } };

/**
 * ISO 3166-1 alpha-2 of an address by the registries' own records (CC0 data shipped as a package: nobody is asked);
 * null for private and unknown ones. A hint for the security log, never a ground to refuse.
 */
export function countryOf(ip: string | undefined): string | null {
  if (!ip || !ipaddr.isValid(ip)) return null;
  const address = ipaddr.process(ip);
  const readers = ((globalThis as Holder)[key] ??= open());
  const found = readers[address.kind() === "ipv4" ? "v4" : "v6"].get(address.toString());
  return (found as { country_code?: string } | null)?.country_code ?? null;
}

function open(): NonNullable<Holder[typeof key]> {
  const require = createRequire(import.meta.url);
  const read = (version: 4 | 6) =>
    new Reader<CountryResponse>(
      readFileSync(
        require.resolve(
          `@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country-ipv${version}.mmdb`,
        ),
      ),
    );
  return { v4: read(4), v6: read(6) };
}
