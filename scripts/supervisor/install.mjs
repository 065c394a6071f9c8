import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Failure, explain } from "./failure.mjs";
import { readIfThere, readJson } from "./files.mjs";
import { waitForLock } from "./lock.mjs";

/**
 * Installs the dependencies where they are absent or the lockfile has changed since; copies that
 * start together install once. @param {string} root @returns {Promise<void>}
 */
export async function installWhenNeeded(root) {
  if (isInstalled(root)) return;
  try {
    mkdirSync(join(root, ".trama"), { recursive: true });
    const release = await waitForLock(join(root, ".trama/install.lock"));
    try {
      if (!isInstalled(root)) install(root);
    } finally {
      release();
    }
  } catch (error) {
    throw explain(error, root);
  }
}

/** @param {string} root */
function isInstalled(root) {
  if (readIfThere(markerOf(root)) === lockfileHash(root)) return true;
  if (!matchesLockfile(root)) return false;
  mark(root);
  return true;
}

/** @param {string} root */
function mark(root) {
  try {
    mkdirSync(join(root, "node_modules"), { recursive: true });
    writeFileSync(markerOf(root), lockfileHash(root));
  } catch {
    // Another user's node_modules: the comparison is made again at the next start.
  }
}

/** @param {string} root */
function markerOf(root) {
  return join(root, "node_modules/.trama-install");
}

/** @param {string} root */
function lockfileHash(root) {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

/** Whether what npm says it has installed is what the lockfile asks for, on this platform. @param {string} root */
function matchesLockfile(root) {
  const wanted = readJson(join(root, "package-lock.json"))?.packages ?? {};
  const present = readJson(join(root, "node_modules/.package-lock.json"))?.packages;
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    if (entry.link) return existsSync(join(root, path));
    if (present[path])
      return present[path].version === entry.version && existsSync(join(root, path));
    return entry.optional === true && !isForHere(entry);
  });
}

/** @param {{ os?: string[], cpu?: string[], libc?: string[] }} entry */
function isForHere({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  if (libc) return false;
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
}

/**
 * `npm ci`; where it refuses a lockfile that lacks other platforms' optional packages (a registry
 * that does not carry them leaves them out), `npm install`, which keeps to the same lockfile.
 * @param {string} root
 */
function install(root) {
  console.error("Installing dependencies (once)…");
  let done = npm(root, ["ci"]);
  if (done.status !== 0 && done.stderr.includes("EUSAGE"))
    done = npm(root, ["install", "--no-save"]);
  if (done.error && "code" in done.error && done.error.code === "ENOENT") {
    throw new Failure(
      "npm was not found: install Node 20 or newer with npm, and start again.",
      "No se encontró npm: instale Node 20 o más nuevo con npm, y arranque de nuevo.",
    );
  }
  if (done.status === 0) return mark(root);
  if (process.env.TRAMA_DEBUG) console.error(done.stderr);
  const what = reasonIn(done.stderr);
  throw new Failure(
    `Installing the dependencies failed (${what}): check the network and the free disk space, and start again.`,
    `La instalación de las dependencias falló (${what}): revise la red y el espacio en disco, y arranque de nuevo.`,
    { cause: new Error(done.stderr) },
  );
}

/** @param {string} root @param {string[]} command */
function npm(root, command) {
  const path = (process.env.PATH ?? "").split(delimiter);
  const PATH = path.filter((part) => !part.includes("node_modules")).join(delimiter);
  const flags = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  return spawnSync("npm", [...command, ...flags], {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: ["ignore", 2, "pipe"],
    encoding: "utf8",
  });
}

/** @param {string} said what npm printed */
function reasonIn(said) {
  const lines = said.split("\n").map((line) => line.replace(/^npm (error|ERR!) ?/, "").trim());
  return lines.find((line) => line && !/^(code|npm warn)/.test(line)) ?? "npm gave no reason";
}
