import { join } from "node:path";

/**
 * One step of `npm test`. `counts` names the JSON report whose test counts are added up;
 * a step without one counts as one test.
 * @typedef {{ name: string, command: string[], counts?: { file: string, kind: "vitest" | "playwright" }, env?: Record<string, string> }} Step
 */

const bin = (/** @type {string} */ name) => join("node_modules", ".bin", name);

/** Static checks: seconds. @type {Step[]} */
export const staticSteps = [
  { name: "format", command: [bin("oxfmt"), "--check", "."] },
  { name: "lint", command: [bin("oxlint"), "--deny-warnings"] },
  { name: "types", command: [bin("tsc"), "--noEmit"] },
  {
    name: "rooms",
    command: [
      bin("depcruise"),
      "--config",
      ".dependency-cruiser.mjs",
      "app",
      "db",
      "emails",
      "server",
      "standins",
      "tenants",
      "middleware.ts",
    ],
  },
  { name: "dead code", command: [bin("knip"), "--no-progress"] },
];

/** Unit, database, contract and structural tests on a real PostgreSQL. @type {Step} */
export const unitStep = {
  name: "unit and database",
  command: [
    bin("vitest"),
    "run",
    "--reporter=default",
    "--silent=passed-only",
    "--reporter=json",
    "--outputFile.json=reports/vitest.json",
  ],
  counts: { file: "reports/vitest.json", kind: "vitest" },
};

/** Journeys in a real Chromium against `npm start`. @type {Step[]} */
export const journeySteps = [
  { name: "chromium", command: [process.execPath, "e2e/ensure-chromium.mjs"] },
  {
    name: "journeys",
    command: [bin("playwright"), "test", "--reporter=line,json"],
    counts: { file: "reports/playwright.json", kind: "playwright" },
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: "reports/playwright.json" },
  },
];

/** More seeds, both themes, mutation score. @type {Step[]} */
export const soakSteps = [
  // Coverage costs half as much time again, so it is looked at here and not at every change.
  {
    ...unitStep,
    ...{ name: "unit and database, 50 seeds", command: [...unitStep.command, "--coverage"] },
    env: { SOAK: "1" },
  },
  ...journeySteps.map((step) => ({ ...step, env: { ...step.env, SOAK: "1" } })),
  {
    name: "mutation score of the rules over money",
    command: [bin("stryker"), "run", "scripts/checks/stryker-rules.mjs"],
  },
  { name: "mutation score", command: [bin("stryker"), "run"] },
];
