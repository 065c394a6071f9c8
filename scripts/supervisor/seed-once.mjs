import { createHash } from "node:crypto";
import { join } from "node:path";
import { readJson, writeWhole } from "./files.mjs";
import { runStep } from "./run-step.mjs";

/** @typedef {import("./announce.mjs").Login} Login */

/**
 * Seeds the demo tenants the first time this data folder meets this database, and remembers the
 * logins. A seed that was cut short runs again: it must be safe to repeat. TRAMA_SEED=0 leaves it out.
 * @param {import("./steps.mjs").Step} step
 * @param {{ dataDir: string, externalUrl?: string, cwd: string, env: NodeJS.ProcessEnv, logFile: string, say: (line: string) => void, signal?: AbortSignal }} options
 * @returns {Promise<Login[]>}
 */
export async function seedOnce(step, { dataDir, externalUrl, say, ...options }) {
  if (options.env.TRAMA_SEED === "0") return [];
  const path = join(dataDir, "seed.json");
  const database = externalUrl ? databaseHash(externalUrl) : "embedded";
  const done = readJson(path);
  if (done?.database === database) return done.logins;
  say("Seeding the demo tenants (once)…");
  const logins = loginsIn(await runStep("seed", step, options));
  writeWhole(path, JSON.stringify({ database, logins }));
  return logins;
}

/** The slugs that the demo logins belong to. @param {Login[]} logins @returns {string[]} */
export function tenantsOf(logins) {
  return [...new Set(logins.map((login) => login.tenant ?? ""))].filter(Boolean);
}

/** Server and database, not the password. @param {string} url */
function databaseHash(url) {
  const { host, pathname } = new URL(url);
  return createHash("sha256").update(`${host}${pathname}`).digest("hex");
}

/** @param {string} output @returns {Login[]} */
function loginsIn(output) {
  const last = output.trim().split("\n").at(-1) ?? "";
  const printed = JSON.parse(last);
  const logins = Array.isArray(printed) ? printed : printed.logins;
  if (!Array.isArray(logins)) throw new Error("the seed printed no logins on its last line");
  return logins;
}
