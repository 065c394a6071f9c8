import { readFileSync } from "node:fs";
import { join } from "node:path";
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

/** The package holds data only; a bundler must not take its files for modules, so they are found by path. */
const FOLDER = "node_modules/@ip-location-db/geo-whois-asn-country-mmdb";

function open(): NonNullable<Holder[typeof key]> {
  const read = (version: 4 | 6) =>
    new Reader<CountryResponse>(
      readFileSync(
        join(
          /* turbopackIgnore: true */ process.cwd(),
          FOLDER,
          `geo-whois-asn-country-ipv${version}.mmdb`,
        ),
      ),
    );
  return { v4: read(4), v6: read(6) };
}
