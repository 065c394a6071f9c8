import { randomBytes } from "node:crypto";
import { linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { readJson } from "./files.mjs";
import { identify, runs } from "./processes.mjs";

/**
 * Takes a lock that dies with this process: the file names its holder by pid and start time, so a
 * lock left by a killed process is taken over at once.
 * @param {string} path
 * @returns {{ release: () => void } | { holder: import("./processes.mjs").ProcessId }}
 */
export function takeLock(path) {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, JSON.stringify(identify()), { mode: 0o644 });
  try {
    for (;;) {
      if (tryLink(draft, path)) return { release: () => rmSync(path, { force: true }) };
      const holder = readJson(path);
      if (runs(holder)) return { holder };
      removeStale(path);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @param {string} from @param {string} to */
function tryLink(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Renaming first makes sure that what is thrown away is what was found stale. @param {string} path */
function removeStale(path) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (runs(readJson(aside))) tryLink(aside, path);
  rmSync(aside, { force: true });
}

/**
 * Waits for as long as the lock's holder lives, or until the signal says to stop.
 * @param {string} path @param {AbortSignal} [signal]
 * @returns {Promise<() => void>} releases it
 */
export async function waitForLock(path, signal) {
  for (;;) {
    signal?.throwIfAborted();
    const lock = takeLock(path);
    if ("release" in lock) return lock.release;
    await sleep(200);
  }
}
