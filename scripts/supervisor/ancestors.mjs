import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { commandOf, identify, runs } from "./processes.mjs";

const NPM = /^(npm( |$)|\S*node\S* \S*(npm-cli\.js|bin\/npm) )/;
const NPM_SHELL = /^\S*sh -c node scripts\/start\.mjs/;
const WRAPPER = /^\S*node\S* (\S+ )*\S*scripts\/start\.mjs/;
const WATCH_MS = 500;

/**
 * Calls back once when npm, its shell or our own wrapper dies without a word (kill -9): what they
 * started must not stay behind them. A terminal or script above them may go as it likes.
 * @param {() => void} onOrphaned @returns {() => void} stops watching
 */
export function watchLaunchers(onOrphaned) {
  const launchers = findLaunchers(process.ppid).map((pid) => identify(pid));
  const timer = setInterval(() => {
    if (launchers.every(runs)) return;
    clearInterval(timer);
    onOrphaned();
  }, WATCH_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** @param {number} pid @returns {number[]} */
function findLaunchers(pid) {
  const command = commandOf(pid);
  if (WRAPPER.test(command)) return [pid, ...findLaunchers(parentOf(pid))];
  if (NPM.test(command)) return [pid];
  const parent = NPM_SHELL.test(command) ? parentOf(pid) : 0;
  return parent && NPM.test(commandOf(parent)) ? [pid, parent] : [];
}

/** @param {number} pid @returns {number} */
function parentOf(pid) {
  try {
    if (existsSync("/proc/self/stat")) {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    }
    return Number(execFileSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }));
  } catch {
    return 0;
  }
}
