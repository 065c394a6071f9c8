import { isIP } from "node:net";
import type { Property } from "./spec";
import { Trap } from "./trap";

type Parse = Property["parse"];

const mismatch = (name: string) => new Trap(`input does not match any value of ${name}`, 1);
const invalid = (name: string) => new Trap(`invalid value for argument ${name}`, 1);

export const text = (preset?: string): Property => ({ parse: (value) => value, preset });
/** Left out while it says nothing, as comments are. */
export const bare = (): Property => ({ parse: (value) => value, bare: true });
export const neededText = (): Property => ({ parse: nonEmpty, needed: true });

const nonEmpty: Parse = (value, name) => {
  if (value === "") throw invalid(name);
  return value;
};

export const yesNo = (preset = "false"): Property => ({ preset, parse: parseYesNo });

const parseYesNo: Parse = (value, name) => {
  if (value === "yes" || value === "true") return "true";
  if (value === "no" || value === "false") return "false";
  throw mismatch(name);
};

export const oneOf = (choices: readonly string[], preset?: string): Property => ({
  preset,
  parse(value, name) {
    if (!choices.includes(value)) throw mismatch(name);
    return value;
  },
});

/** A name of another menu's row, or one of the words that are always possible. */
export const reference = (
  path: string,
  preset?: string,
  also: readonly string[] = [],
): Property => ({
  preset,
  parse(value, name, router) {
    if (also.includes(value) || router.table(path).byName(value)) return value;
    throw mismatch(name);
  },
});

export const integer = (low: number, high: number, preset?: string): Property => ({
  preset,
  parse(value, name) {
    if (!/^\d+$/.test(value)) throw invalid(name);
    if (Number(value) < low || Number(value) > high)
      throw new Trap(`value of ${name} out of range (${low}..${high})`, 1);
    return String(Number(value));
  },
});

/** An address, with «/32» taken off; `preset` also where nothing is given. */
export const address = (preset?: string): Property => ({
  preset,
  parse(value, name) {
    if (value === "" && preset !== undefined) return preset;
    const plain = value.replace(/\/(?:32|128)$/, "");
    const [host = "", bits] = plain.split("/");
    if (isIP(host) === 0) throw invalid(name);
    if (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= 128)) throw invalid(name);
    return plain;
  },
});

/** An address, a prefix, a range, or a name that the router would look up. */
export const addressOrName = (): Property => ({
  needed: true,
  parse(value, name, router) {
    if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(value)) return value;
    const [from = "", to] = value.split("-");
    if (to !== undefined && isIP(from) && isIP(to)) return value;
    try {
      return address().parse(value, name, router);
    } catch {
      throw new Trap(`failure: ${value} is not a valid dns name`);
    }
  },
});

export const mac = (needed?: true): Property => ({
  needed,
  bare: true,
  parse(value, name) {
    if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(value)) throw invalid(name);
    return value.toUpperCase();
  },
});

const UNITS: Record<string, number> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/** Seconds of «1d2h3m4s», «00:10:00», «1d00:10:00» or a bare number; undefined where it is none of them. */
export function seconds(value: string): number | undefined {
  if (/^\d+$/.test(value)) return Number(value);
  const clock = /^(?:(\d+)d\s?)?(\d+):(\d\d):(\d\d)$/.exec(value);
  if (clock) {
    const [days = 0, hours = 0, minutes = 0, rest = 0] = clock
      .slice(1)
      .map((part) => Number(part ?? 0));
    return days * 86_400 + hours * 3600 + minutes * 60 + rest;
  }
  if (!/^(\d+[wdhms])+$/.test(value)) return undefined;
  return [...value.matchAll(/(\d+)([wdhms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? "s"] ?? 1),
    0,
  );
}

/** Seconds as the router prints them: «1w2d3h4m5s». */
export function span(total: number): string {
  let rest = Math.max(0, Math.floor(total));
  let out = "";
  for (const [unit, size] of Object.entries(UNITS)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) out += `${count}${unit}`;
  }
  return out || "0s";
}

export const duration = (preset?: string, words: readonly string[] = []): Property => ({
  preset,
  parse(value, name) {
    if (words.includes(value)) return value;
    const length = seconds(value);
    if (length === undefined) throw invalid(name);
    return span(length);
  },
});

const SCALE: Record<string, number> = { "": 1, k: 1e3, M: 1e6, G: 1e9 };

/** Bits a second of «10M»; undefined where it is none. */
export function bits(value: string): number | undefined {
  const parts = /^(\d+)([kMG]?)$/.exec(value);
  return parts ? Number(parts[1]) * (SCALE[parts[2] ?? ""] ?? 1) : undefined;
}

/** «10M/20M» as numbers, the way the API prints it; one number counts for both. */
export const ratePair = (preset = "0/0"): Property => ({
  preset,
  parse(value, name) {
    const both = value.split("/").map(bits);
    const [up, down = up] = both;
    if (both.length > 2 || up === undefined || down === undefined) throw invalid(name);
    return `${up}/${down}`;
  },
});

/** `rx/tx [burst] [threshold] [time] [priority] [limit-at]`, kept as it was given. */
export const rateLimit = (): Property => ({
  preset: "",
  parse(value, name) {
    const [rate = "", ...more] = value.trim().split(/\s+/);
    if (value.trim() === "") return "";
    if (more.length > 5 || rate.split("/").some((part) => bits(part) === undefined))
      throw invalid(name);
    return value.trim();
  },
});

/** Several of one kind, behind one another with commas. */
export const listOf = (one: Property, preset = ""): Property => ({
  preset,
  parse: (value, name, router) =>
    value === ""
      ? ""
      : value
          .split(",")
          .map((part) => one.parse(part, name, router))
          .join(","),
});

export const since = (version: number, property: Property): Property => ({
  ...property,
  since: version,
});
export const needed = (property: Property): Property => ({ ...property, needed: true });
export const disabledAndComment = { disabled: yesNo(), comment: bare() };
