import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { Failure, explain } from "./failure.mjs";

const KEPT_CHARS = 64_000;

/**
 * Runs one command to its end. Its output goes to the log file; where it fails, the fault is one
 * sentence (a full disk or a missing permission is recognised in what it printed).
 * @param {string} name what the user sees
 * @param {import("./steps.mjs").Step} step
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, logFile: string, signal?: AbortSignal, onSpawn?: (pid: number) => void }} options
 * @returns {Promise<string>} what it wrote to standard output (its last 64 000 characters)
 */
export async function runStep(name, { command, args }, { cwd, env, logFile, signal, onSpawn }) {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  if (child.pid) onSpawn?.(child.pid);
  const stop = () => killGroup(child.pid);
  signal?.addEventListener("abort", stop, { once: true });
  const output = collect(child.stdout, logFile);
  const errors = collect(child.stderr, logFile);
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  signal?.removeEventListener("abort", stop);
  if (code === 0) return output();
  throw stepFailure(name, `${errors()}\n${output()}`, logFile);
}

/** @param {number | undefined} pid */
function killGroup(pid) {
  try {
    if (pid) process.kill(-pid, "SIGTERM");
  } catch {
    // It has just ended by itself.
  }
}

/** @param {import("node:stream").Readable} stream @param {string} logFile */
function collect(stream, logFile) {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk) => {
    text = (text + chunk).slice(-KEPT_CHARS);
    try {
      appendFileSync(logFile, chunk, { mode: 0o600 });
    } catch {
      // A full disk must not hide the fault that is about to be told.
    }
  });
  return () => text;
}

/** @param {string} name @param {string} said @param {string} logFile */
function stepFailure(name, said, logFile) {
  const line = said.split("\n").find((text) => /error/i.test(text) && !/^\s+at /.test(text));
  const what = (line ?? said.trim().split("\n")[0] ?? "").trim().slice(0, 300);
  const failure = new Failure(
    `The step "${name}" failed (${what}): the details are in ${logFile}.`,
    `El paso "${name}" falló (${what}): los detalles están en ${logFile}.`,
    { cause: new Error(said) },
  );
  return explain(failure);
}
