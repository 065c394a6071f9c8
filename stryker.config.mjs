/** Mutation score on the code that must not be wrong: money, tenancy, auth, queue. @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  // Stryker rewrites tsconfig.json through the old compiler's API, which TypeScript 7 does not have; ours needs no rewriting.
  tsconfigFile: "none.json",
  disableTypeChecks: false,
  plugins: ["@stryker-mutator/vitest-runner"],
  mutate: [
    "server/kernel/**/*.ts",
    "server/tenancy/**/*.ts",
    "server/auth/**/*.ts",
    "server/jobs/*.ts",
    "!**/*.test.ts",
    "!server/**/*-contract.ts",
  ],
  reporters: ["clear-text", "json"],
  jsonReporter: { fileName: "reports/mutation.json" },
  tempDirName: ".stryker-tmp",
  ignorePatterns: [".next", ".data", ".trama", "reports"],
  concurrency: 2,
  incremental: true,
  incrementalFile: "reports/stryker-incremental.json",
  timeoutMS: 30_000,
  thresholds: { high: 90, low: 75, break: null },
};
