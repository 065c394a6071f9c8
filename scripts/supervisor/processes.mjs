import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {{ pid: number, started: string }} ProcessId a pid alone may be another process later */

/**
 * When a process started, as text to compare with, or null where it does not run. On Linux it is
 * the clock tick since this boot, with the boot's own id, so that a reboot never matches.
 * @param {number} pid @returns {string | null}
 */
export function startOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (!existsSync("/proc/self/stat")) return startByPs(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return null;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}:${fields[19]}`;
  } catch {
    return null;
  }
}

/** @param {number} pid */
function startByPs(pid) {
  try {
    return (
      execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim() || null
    );
  } catch {
    return null;
  }
}

/** This process, or another one, as it can be recognised later. @param {number} [pid] */
export function identify(pid = process.pid) {
  return { pid, started: startOf(pid) ?? "" };
}

/** Does exactly this process still run? @param {ProcessId | null | undefined} id */
export function runs(id) {
  return Boolean(id) && id?.started !== "" && startOf(id?.pid ?? 0) === id?.started;
}

/** The command line of a process, or "" where it cannot be told. @param {number} pid */
export function commandOf(pid) {
  try {
    if (existsSync("/proc/self/cmdline")) {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    }
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/**
 * Sends the signals one after the other until the process is gone; never touches another process
 * that took its pid.
 * @param {ProcessId | null} id @param {[NodeJS.Signals, number][]} steps signal and milliseconds to wait after it
 * @returns {Promise<boolean>} whether it is gone
 */
export async function endProcess(id, steps) {
  for (const [signal, waitMs] of steps) {
    if (!id || !runs(id)) return true;
    try {
      process.kill(id.pid, signal);
    } catch {
      return !runs(id);
    }
    if (await waitUntil(() => !runs(id), waitMs)) return true;
  }
  return !runs(id);
}

/**
 * Polls every 20 ms. @param {() => unknown} condition @param {number} timeoutMs
 * @returns {Promise<boolean>} whether it came true in time
 */
export async function waitUntil(condition, timeoutMs) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() >= deadline) return false;
    await sleep(20);
  }
}
