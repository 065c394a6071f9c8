import usual from "../../stryker.config.mjs";

/** Mutation score of what decides over money, by its pure tests alone. @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  ...usual,
  vitest: { configFile: "scripts/checks/vitest-rules.ts" },
  mutate: [
    "server/kernel/{day,money}.ts",
    "server/modules/billing/rules/**/*.ts",
    "server/modules/billing/dunning/rules/{cut-days,invoice-steps,ladder,promise,service-debt,service-steps}.ts",
    "server/modules/payments/rules/plan-allocation.ts",
    "server/modules/subscriptions/rules/{bill-days,desired-state,plan-change,service-machine}.ts",
    "!**/*.test.ts",
  ],
  jsonReporter: { fileName: "reports/mutation-rules.json" },
  // Minutes for the whole; and what was reused of static mutants would hide that a new test kills them.
  incremental: false,
};
