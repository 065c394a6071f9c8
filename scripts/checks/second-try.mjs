import { readFileSync } from "node:fs";

/** @typedef {import("./steps.mjs").Step} Step */

/** Beyond these something is broken, and not a machine busy for a moment. */
const MOST_FILES = 3;

/**
 * In CI a few failed files of tests are run once more, alone on the machine, as journeys are: a race that one run in many shows does
 * not refuse a day's work, and is named at the end all the same (`healed`). Whoever breaks something sees it fail twice.
 * @param {Step} step that has just failed @returns {Step | undefined} the same for its failed files
 */
export function secondTry(step) {
  if (!process.env.CI || step.counts?.kind !== "vitest") return undefined;
  const files = failedFiles(step.counts.file);
  if (files.length === 0 || files.length > MOST_FILES) return undefined;
  const report = step.counts.file.replace(/\.json$/, "-second.json");
  const [command = "", run = "", ...options] = step.command;
  const kept = options.filter((option) => !option.startsWith("--outputFile"));
  return {
    ...step,
    name: `${step.name}, second try`,
    command: [command, run, ...files, ...kept, "--maxWorkers=1", `--outputFile.json=${report}`],
    counts: { file: report, kind: "vitest" },
  };
}

/** @param {string} file @returns {string[]} */
function failedFiles(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"))
      .testResults.filter((/** @type {any} */ one) => one.status === "failed")
      .map((/** @type {any} */ one) => one.name);
  } catch {
    return [];
  }
}
