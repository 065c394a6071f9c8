import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** @typedef {import("./steps.mjs").Step} Step */
/** @typedef {{ name: string, why: string, healed?: boolean }} Failure */

const WHY_LINES = 12;

/**
 * What a step's report says went wrong, by test: a log of an hour is read from its end.
 * @param {Step} step @param {number} code @returns {Failure[]}
 */
export function failuresOf(step, code) {
  if (code === 0 && step.counts?.kind !== "playwright") return [];
  const crash = [{ name: step.name, why: `exit code ${code}` }];
  if (!step.counts) return crash;
  try {
    const report = JSON.parse(readFileSync(step.counts.file, "utf8"));
    const found =
      step.counts.kind === "vitest" ? ofVitest(report) : ofPlaywright(report.suites, []);
    return found.length === 0 && code !== 0 ? crash : found;
  } catch {
    return crash;
  }
}

/** @param {any} report @returns {Failure[]} */
function ofVitest(report) {
  return report.testResults.flatMap((/** @type {any} */ file) => {
    const name = file.name.replace(`${process.cwd()}/`, "");
    const failed = file.assertionResults.filter(
      (/** @type {any} */ one) => one.status === "failed",
    );
    if (failed.length === 0)
      return file.status === "failed" ? [{ name, why: short(file.message) }] : [];
    return failed.map((/** @type {any} */ one) => ({
      name: `${name} › ${one.fullName}`,
      why: short(one.failureMessages.join("\n")),
    }));
  });
}

/** @param {any[]} suites @param {string[]} above @returns {Failure[]} */
function ofPlaywright(suites, above) {
  return suites.flatMap((suite) => {
    const path = [...above, suite.title];
    const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
      spec.tests
        .filter((/** @type {any} */ one) => one.status === "unexpected" || one.status === "flaky")
        .map((/** @type {any} */ one) => ({
          name: [...path, spec.title].join(" › "),
          why: short(one.results.find((/** @type {any} */ run) => run.error)?.error.message),
          healed: one.status === "flaky",
        })),
    );
    return [...own, ...ofPlaywright(suite.suites ?? [], path)];
  });
}

/** @param {string | undefined} text */
const short = (text = "") =>
  stripVTControlCharacters(text).split("\n").slice(0, WHY_LINES).join("\n    ");
