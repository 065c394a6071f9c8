/** Calling codes of the countries that the product has a pack for (ITU-T E.164); where two share one, the first is meant. */
export const callingCodes: Readonly<Record<string, string>> = {
  AR: "54",
  BO: "591",
  BR: "55",
  CL: "56",
  CO: "57",
  CR: "506",
  DO: "1",
  EC: "593",
  ES: "34",
  GT: "502",
  HN: "504",
  MX: "52",
  NI: "505",
  PA: "507",
  PE: "51",
  PR: "1",
  PY: "595",
  SV: "503",
  US: "1",
  UY: "598",
  VE: "58",
};

/** A number in E.164 → its country and the digits behind the calling code; one that is none counts as the fallback's. */
export function splitPhone(value: string, fallback: string): { country: string; national: string } {
  const digits = value.replaceAll(/\D/g, "");
  if (!value.startsWith("+")) return { country: fallback, national: value };
  const own = callingCodes[fallback];
  if (own !== undefined && digits.startsWith(own))
    return { country: fallback, national: digits.slice(own.length) };
  const [country, code] = Object.entries(callingCodes)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .find(([, prefix]) => digits.startsWith(prefix)) ?? [fallback, ""];
  return { country, national: digits.slice(code.length) };
}

/** Country and what was typed → E.164 as far as it goes; nothing typed is an empty text. */
export function joinPhone(country: string, national: string): string {
  if (national.trim().startsWith("+")) return `+${national.replaceAll(/\D/g, "")}`;
  const digits = national.replaceAll(/\D/g, "").replace(/^0+/, "");
  return digits === "" ? "" : `+${callingCodes[country] ?? ""}${digits}`;
}
