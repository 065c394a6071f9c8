import { join } from "node:path";
import { defineConfig } from "vitest/config";

const root = join(import.meta.dirname, "../..");

/** Tests of pure code only: no database, so that mutants are judged in seconds. */
export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: {
    include: [
      "server/kernel/**/*.test.ts",
      "server/modules/{billing,payments,subscriptions}/**/rules/**/*.test.ts",
    ],
    pool: "forks",
    restoreMocks: true,
  },
});
