import { defineConfig } from "@playwright/test";

/** Journeys on the real product in a real Chromium; one at a time, since they share one running copy. */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/start-product.ts",
  workers: 1,
  fullyParallel: false,
  // A machine half as fast as ours, with both cores busy, still passes; what hangs is named by the step that hung.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  // On a machine that nobody knows; what needed it is told by name at the end of `npm test`.
  retries: process.env.CI ? 1 : 0,
  outputDir: "reports/playwright",
  use: {
    locale: "es-PE",
    timezoneId: "America/Lima",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 30_000,
    navigationTimeout: 45_000,
    // As for people who ask for it: colours and drawers do not pass over, so nothing is read half-way.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    // What stood on the page at each step; recorded always it would cost every journey a tenth of its time.
    trace: { mode: "on-first-retry", screenshots: false, sources: false },
    launchOptions: {
      executablePath: process.env.TRAMA_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
