import type { Page } from "@playwright/test";
import { enterPortal } from "./enter-portal";
import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { hostOrigin } from "./product";
import { visit, visits } from "./visits";

/** A page that needs longer than this hangs; a usual one takes about a second. */
const PAGE_MS = 90_000;
const WIDTHS = [360, 1440];

for (const [group, list] of Object.entries(visits))
  test(`every ${group} page is accessible in both themes and fits phone and desk`, async ({
    page,
  }) => {
    // Grows with the list; a slow machine needs a third of it.
    test.setTimeout(60_000 + list.length * 16_000);
    const entered = new Set<string>();
    for (const one of list)
      await test.step(
        one.name,
        async () => {
          const who = `${one.face} ${one.tenant} ${one.as}`;
          if (one.as && !entered.has(who)) await enter(page, one);
          entered.add(who);
          await visit(page, one);
          // Pages that are not there have a heading too.
          expect(await statusOf(page)).toBe(one.name === "not-found" ? 404 : 200);
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          // What is still coming has no words to judge.
          await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
          // All faults of all pages are told in one run.
          for (const colorScheme of ["light", "dark"] as const) {
            await page.emulateMedia({ colorScheme });
            const problems = await accessibilityProblems(page);
            expect.soft(problems, `${one.name}, ${colorScheme}`).toEqual([]);
          }
          for (const width of WIDTHS) {
            const over = await overflowAt(page, width);
            expect.soft(over, `${one.name}, ${width} px`).toBeLessThanOrEqual(0);
          }
        },
        { timeout: PAGE_MS },
      );
  });

test("a host that nobody owns has an accessible page that says so", async ({ page }) => {
  await page.goto(hostOrigin("nobody-here"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
});

function enter(page: Page, { as, tenant }: (typeof visits)["staff"][number]): Promise<void> {
  return as === "customer" ? enterPortal(page) : signedIn(page, tenant ?? null, as ?? "owner");
}

/** With which status the page that is shown was answered. */
function statusOf(page: Page): Promise<number | undefined> {
  return page.evaluate(() => {
    const [shown] = performance.getEntriesByType("navigation");
    return (shown as PerformanceNavigationTiming | undefined)?.responseStatus;
  });
}

/** By how many pixels the page is wider than a screen of this width. */
async function overflowAt(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 800 });
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
