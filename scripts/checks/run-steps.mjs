import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { failuresOf } from "./failures.mjs";
import { secondTry } from "./second-try.mjs";

/** @typedef {import("./steps.mjs").Step} Step */
/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */
/** @typedef {import("./failures.mjs").Failure} Failure */

/**
 * Runs the steps in order, all of them even when one fails, and prints what each took.
 * @param {Step[]} steps
 * @returns {Promise<Tally & { failures: Failure[] }>}
 */
export async function runSteps(steps) {
  mkdirSync("reports", { recursive: true });
  /** @type {Failure[]} */
  const failures = [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const step of steps) {
    const first = await runStep(step);
    const again = first.code === 0 ? undefined : secondTry(step);
    const second = again && (await runStep(again));
    const healed = second?.code === 0;
    failures.push(...first.failures.map((one) => (healed ? { ...one, healed } : one)));
    total.passed += first.passed + (healed ? first.failed : 0);
    total.failed += healed ? 0 : first.failed;
    total.skipped += first.skipped;
  }
  return { ...total, failures };
}

/** @param {Step} step @returns {Promise<Tally & { code: number, failures: Failure[] }>} */
async function runStep(step) {
  const started = Date.now();
  if (step.counts) rmSync(step.counts.file, { force: true });
  console.log(`\n── ${step.name}`);
  const code = await execute(step);
  const tally = countOf(step, code);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `── ${step.name}: ${code === 0 ? "ok" : `failed (exit ${code})`}, ${tally.passed} passed, ${tally.failed} failed, ${seconds} s`,
  );
  return { ...tally, code, failures: failuresOf(step, code) };
}

/** @param {Step} step @returns {Promise<number>} */
function execute(step) {
  const [command = "", ...args] = step.command;
  const child = spawn(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...step.env },
  });
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(String(error));
      resolve(127);
    });
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/**
 * A runner that fails without a failed test (a crash, no report) is one failure: no red is swallowed.
 * @param {Step} step @param {number} code @returns {Tally}
 */
function countOf(step, code) {
  const whole = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (!step.counts) return whole;
  const tally = readReport(step.counts);
  if (!tally || tally.passed + tally.failed === 0) return { passed: 0, failed: 1, skipped: 0 };
  if (code !== 0 && tally.failed === 0) return { ...tally, failed: 1 };
  return tally;
}

/** @param {NonNullable<Step["counts"]>} counts @returns {Tally | undefined} */
function readReport({ file, kind }) {
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    if (kind === "vitest") {
      const { numPassedTests, numFailedTests, numPendingTests } = report;
      return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
    }
    const { expected, unexpected, flaky, skipped } = report.stats;
    return { passed: expected + flaky, failed: unexpected, skipped };
  } catch {
    return undefined;
  }
}
