import { seconds } from "./duration";

const UNITS: Readonly<Record<string, number>> = { "": 1, k: 1_000, M: 1_000_000, G: 1_000_000_000 };
const RATE_KEYS = new Set(["rate-limit", "max-limit", "limit-at", "burst-limit"]);
const ADDRESS_KEYS = new Set(["address", "target", "remote-address"]);
const TIME_KEYS = new Set(["burst-time", "timeout"]);

/** One value as it is compared: RouterOS says `true` for `yes`, `10M` for `10000000`, `1.2.3.4/32` for `1.2.3.4`. */
export function normalise(key: string, value: string | undefined): string {
  const text = (value ?? "").trim();
  if (text === "yes" || text === "true") return "true";
  if (text === "no" || text === "false") return "false";
  if (ADDRESS_KEYS.has(key)) return text.split(",").map(addressOf).toSorted().join(",");
  if (RATE_KEYS.has(key)) return rateOf(text);
  if (key === "mac-address") return text.toUpperCase();
  if (TIME_KEYS.has(key)) return String(seconds(text) ?? text);
  if (key === "address-lists") return text.split(",").filter(Boolean).toSorted().join(",");
  return text;
}

/** Do two values mean the same to the router? An attribute that it leaves out is empty; a flag left out is off. */
export function sameValue(
  key: string,
  is: string | undefined,
  should: string | undefined,
): boolean {
  const left = normalise(key, is);
  const right = normalise(key, should);
  if (left === right) return true;
  return left === "" ? right === "false" : right === "" && left === "false";
}

const addressOf = (text: string): string => text.trim().replace(/\/32$/, "");

/** Each number in bits a second; what is no number stays as it is. */
const rateOf = (text: string): string =>
  text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) =>
      word
        .split("/")
        .map((part) => bitsOf(part) ?? part)
        .join("/"),
    )
    .join(" ");

function bitsOf(text: string): string | undefined {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)([kMG]?)$/.exec(text) ?? [];
  return number === undefined ? undefined : String(Math.round(Number(number) * (UNITS[unit] ?? 1)));
}
