import { defineConfig } from "vitest/config";

/** Tests of pure code only: no database, so that mutants are judged in seconds. */
export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: [
      "server/kernel/**/*.test.ts",
      "server/modules/{billing,payments,subscriptions}/**/rules/**/*.test.ts",
    ],
    pool: "forks",
    restoreMocks: true,
  },
});
