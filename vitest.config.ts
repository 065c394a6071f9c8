import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@": import.meta.dirname,
      // Throws outside a React server bundle; tests run the same code plainly.
      "server-only": `${import.meta.dirname}/server/testing/empty.ts`,
    },
  },
  test: {
    include: [
      "{server,db,emails,tenants,scripts,standins,app,bench}/**/*.test.{ts,tsx}",
      "*.test.ts",
    ],
    globalSetup: ["server/testing/cluster.ts"],
    setupFiles: ["server/testing/setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Of a test that hangs; a slow machine takes a third of it.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // What is waited for is waited for as long as a slow machine takes.
    expect: { poll: { timeout: 15_000 } },
    restoreMocks: true,
    coverage: {
      provider: "v8",
      include: ["server/**/*.ts"],
      exclude: ["server/testing/**", "**/*.test.ts"],
      reporter: ["text-summary", "json-summary"],
      reportsDirectory: "reports/coverage",
    },
  },
});
