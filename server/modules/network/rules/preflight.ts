import type { RouterRow, RouterWords } from "./access";
import { RULE_TAG } from "./script-text";

/** What was read of a router before it is trusted with customers. */
export type PreflightFacts = {
  readonly version: string;
  readonly words: RouterWords;
  readonly usesProfiles: boolean;
  readonly usesLists: boolean;
  /** Our user's policies; undefined: not to be read. */
  readonly policies: readonly string[] | undefined;
  readonly services: readonly RouterRow[];
  readonly tls: boolean;
  readonly filter: readonly RouterRow[];
  readonly profiles: readonly RouterRow[];
  /** Undefined below 7.17. */
  readonly deviceMode: RouterRow | undefined;
  readonly clockSkewMs: number | undefined;
};

export const PREFLIGHT_RULES = [
  ...(["version", "policies", "apiService", "apiOpen", "maxSessions", "cutRules"] as const),
  ...(["fasttrack", "cutProfiles", "deviceMode", "clock", "certificate"] as const),
] as const;
export type PreflightRule = (typeof PREFLIGHT_RULES)[number];

/** `fail` must be mended first; `warn` should be. Its sentence and its remedy stand in `network.preflight`. */
export type Finding = {
  readonly rule: PreflightRule;
  readonly level: "ok" | "warn" | "fail";
  readonly params: Readonly<Record<string, string>>;
};

const NEEDED = ["read", "write", "api", "test", "sensitive"];
const SKEW_WARN_MS = 60_000;
const SESSIONS_MIN = 5;

/** Looks at each rule; the order is the order in which they are mended. */
export function preflight(facts: PreflightFacts): Finding[] {
  return [
    ofVersion(facts),
    ofPolicies(facts),
    ...ofService(facts),
    ...ofCutRules(facts),
    ofProfiles(facts),
    ofDeviceMode(facts),
    ofClock(facts),
  ];
}

const finding = (
  rule: PreflightRule,
  level: Finding["level"],
  params: Record<string, string> = {},
): Finding => ({ rule, level, params });

/** `7.18.1 (stable)` as a number that can be compared: 7018. */
export function versionNumber(version: string): number {
  const [, major = "0", minor = "0"] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) * 1_000 + Number(minor);
}

const ofVersion = ({ version }: PreflightFacts): Finding =>
  finding("version", versionNumber(version) < 6042 ? "fail" : "ok", { version });

function ofPolicies({ policies }: PreflightFacts): Finding {
  const missing = policies === undefined ? [] : NEEDED.filter((one) => !policies.includes(one));
  if (missing.length > 0) return finding("policies", "fail", { missing: missing.join(", ") });
  return finding("policies", policies === undefined ? "warn" : "ok", { missing: "" });
}

/** The one that we use must be limited to our addresses; a second, open one is a way in for others. */
function ofService({ services, tls, version }: PreflightFacts): Finding[] {
  const name = tls ? "api-ssl" : "api";
  const service = services.find((row) => row.name === name);
  const open = services.filter(
    (row) => row.name?.startsWith("api") && !isYes(row.disabled) && (row.address ?? "") === "",
  );
  const most = Number(service?.["max-sessions"] ?? (versionNumber(version) >= 7000 ? 20 : 1_000));
  return [
    finding("apiService", service ? "ok" : "warn", { service: name }),
    finding("apiOpen", open.length > 0 ? "warn" : "ok", {
      services: open.map((row) => row.name).join(", "),
    }),
    finding("maxSessions", most < SESSIONS_MIN ? "warn" : "ok", { most: String(most) }),
    finding("certificate", tls || (service?.address ?? "") !== "" ? "ok" : "warn"),
  ];
}

/** Rules for who is cut are there, enabled, and above whatever lets flows pass unseen. */
function ofCutRules({ filter, words, usesLists, usesProfiles }: PreflightFacts): Finding[] {
  if (!usesLists && !usesProfiles) return [finding("cutRules", "ok", { list: words.cutList })];
  const rows = filter.filter((row) => !isYes(row.dynamic));
  const mine = (row: RouterRow) =>
    row.chain === "forward" &&
    !isYes(row.disabled) &&
    row["src-address-list"] === words.cutList &&
    ["reject", "drop"].includes(row.action ?? "");
  const at = rows.findIndex(mine);
  const list = { list: words.cutList };
  if (at < 0) return [finding("cutRules", "fail", list), finding("fasttrack", "ok")];
  const above = rows.slice(0, at).find(letsPass);
  const params = { rule: above?.comment ?? above?.action ?? "" };
  return [finding("cutRules", "ok", list), finding("fasttrack", above ? "fail" : "ok", params)];
}

const letsPass = (row: RouterRow): boolean =>
  row.chain === "forward" &&
  !isYes(row.disabled) &&
  !(row.comment ?? "").startsWith(RULE_TAG) &&
  (row.action === "fasttrack-connection" ||
    (row.action === "accept" && (row["connection-state"] ?? "").includes("established")));

function ofProfiles({ profiles, words, usesProfiles }: PreflightFacts): Finding {
  if (!usesProfiles) return finding("cutProfiles", "ok", { missing: "" });
  const wrong = [
    [words.cutProfile, words.cutList],
    [words.softProfile, words.softList],
  ].filter(([name, list]) => {
    const row = profiles.find((one) => one.name === name);
    return row?.["address-list"] !== list;
  });
  const params = { missing: wrong.map(([name]) => name).join(", ") };
  return finding("cutProfiles", wrong.length > 0 ? "fail" : "ok", params);
}

function ofDeviceMode({ deviceMode }: PreflightFacts): Finding {
  const off = ["l2tp", "pptp", "fetch", "scheduler", "hotspot"].filter(
    (name) => deviceMode?.[name] === "no" || deviceMode?.[name] === "false",
  );
  return finding("deviceMode", off.length > 0 ? "warn" : "ok", { features: off.join(", ") });
}

function ofClock({ clockSkewMs }: PreflightFacts): Finding {
  const seconds = String(Math.round(Math.abs(clockSkewMs ?? 0) / 1_000));
  const wrong = clockSkewMs !== undefined && Math.abs(clockSkewMs) > SKEW_WARN_MS;
  return finding("clock", wrong ? "warn" : "ok", { seconds });
}

const isYes = (value: string | undefined) => value === "true" || value === "yes";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A router's clock as an instant: `nov/21/2026` (v6) or `2026-11-21` (v7.10+), `gmt-offset` `-05:00`. */
export function routerInstant(row: RouterRow | undefined): Date | undefined {
  const { date = "", time = "", "gmt-offset": offset = "+00:00" } = row ?? {};
  const [, month, day, year] = /^([a-z]{3})\/(\d{2})\/(\d{4})$/i.exec(date) ?? [];
  const index = MONTHS.indexOf((month ?? "").toLowerCase());
  const iso = index < 0 ? date : `${year}-${String(index + 1).padStart(2, "0")}-${day}`;
  const zone = /^[+-]\d{2}:\d{2}$/.test(offset) ? offset : "+00:00";
  const at = new Date(`${iso}T${time}${zone}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
