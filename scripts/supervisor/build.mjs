import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { readIfThere, readJson, writeWhole } from "./files.mjs";
import { waitForLock } from "./lock.mjs";
import { endProcess, identify } from "./processes.mjs";
import { runStep } from "./run-step.mjs";

/** What the built files are made from. */
const SOURCES =
  "app server db emails tenants messages public middleware.ts next.config.mjs postcss.config.mjs tsconfig.json package.json package-lock.json scripts/build.mjs".split(
    " ",
  );

/**
 * Builds where the sources have changed since the last whole build. Copies on one code tree build
 * once: the second waits for the first and finds it done. A build whose start was killed is ended.
 * @param {string} root @param {import("./steps.mjs").Step[]} steps
 * @param {{ env: NodeJS.ProcessEnv, logFile: string, say: (line: string) => void, signal?: AbortSignal }} options
 */
export async function buildWhenStale(root, steps, { env, logFile, say, signal }) {
  const stamp = join(root, ".next/trama-build");
  if (readIfThere(stamp) === sourcesHash(root)) return;
  mkdirSync(join(root, ".trama"), { recursive: true });
  const release = await waitForLock(join(root, ".trama/build.lock"), signal);
  try {
    const running = join(root, ".trama/build.json");
    await endProcess(readJson(running), [
      ["SIGTERM", 5_000],
      ["SIGKILL", 2_000],
    ]);
    const hash = sourcesHash(root);
    if (readIfThere(stamp) === hash) return;
    say("Building (a minute or two; only when the code has changed)…");
    const onSpawn = (/** @type {number} */ pid) =>
      writeWhole(running, JSON.stringify(identify(pid)));
    for (const step of steps)
      await runStep("build", step, { cwd: root, env, logFile, signal, onSpawn });
    writeWhole(stamp, hash, 0o644);
  } finally {
    release();
  }
}

/** One hash over the names and contents of all sources; tests are no sources. @param {string} root @returns {string} */
export function sourcesHash(root) {
  const hash = createHash("sha256");
  for (const name of SOURCES) addTo(hash, root, name);
  return hash.digest("hex");
}

/** @param {import("node:crypto").Hash} hash @param {string} root @param {string} name */
function addTo(hash, root, name) {
  const path = join(root, name);
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry || /\.test\.tsx?$|(^|\/)(node_modules|testing)$/.test(name)) return;
  if (entry.isDirectory()) {
    for (const child of readdirSync(path).sort()) addTo(hash, root, `${name}/${child}`);
  } else {
    hash.update(`${name}\0${entry.size}\0`).update(readFileSync(path));
  }
}
