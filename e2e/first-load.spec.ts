import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, signedIn, test } from "./fixtures";
import { enterPortal } from "./enter-portal";
import { origin } from "./product";

/** Bars of issue 2 of 5: script that the first visit to a page loads, gzip, in kB (1 000 bytes). */
const BARS = [
  { name: "sign-in", path: "/sign-in", enter: undefined, maxKb: 200 },
  { name: "portal home", path: "/portal", enter: enterPortal, maxKb: 200 },
  {
    name: "staff home",
    path: "/",
    enter: (page: Page) => signedIn(page, "fibranet", "owner"),
    maxKb: 300,
  },
] as const;

for (const { name, path, enter, maxKb } of BARS)
  test(`the first visit to the ${name} loads at most ${maxKb} kB of script`, async ({
    browser,
  }) => {
    const page = await browser.newPage();
    await enter?.(page);
    const state = await page.context().storageState();
    await page.close();
    // A context of its own: signed in, but with nothing in its cache.
    const context = await browser.newContext({ storageState: state });
    const fresh = await context.newPage();
    const scripts = new Map<string, number>();
    fresh.on("response", async (response) => {
      if (response.request().resourceType() !== "script" || !response.ok()) return;
      scripts.set(response.url(), gzipSync(await response.body(), { level: 6 }).length);
    });
    await fresh.goto(origin("staff", "fibranet") + path, { waitUntil: "load" });
    await fresh.waitForTimeout(1500);
    const kb = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0) / 1000;
    console.log(`${name}: ${kb.toFixed(0)} kB of script in ${scripts.size} files`);
    expect(kb).toBeGreaterThan(20);
    expect(kb).toBeLessThanOrEqual(maxKb);
    await context.close();
  });
