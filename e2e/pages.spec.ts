import type { Page } from "@playwright/test";
import { enterPortal } from "./enter-portal";
import { accessibilityProblems, expect, signIn, test } from "./fixtures";
import { hostOrigin } from "./product";
import { visit, visits } from "./visits";

for (const [group, list] of Object.entries(visits))
  test(`every ${group} page is accessible in both themes and fits phone and desk`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    const entered = new Set<string>();
    for (const one of list)
      await test.step(one.name, async () => {
        const who = `${one.face} ${one.tenant} ${one.as}`;
        if (one.as && !entered.has(who)) await enter(page, one);
        entered.add(who);
        await visit(page, one);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          // Colours pass over in a tenth of a second; half-way ones are nobody's.
          await page.waitForTimeout(250);
          expect(await accessibilityProblems(page), colorScheme).toEqual([]);
        }
        for (const width of [360, 1440])
          expect(await overflowAt(page, width), `${width} px`).toBeLessThanOrEqual(0);
      });
  });

test("a host that nobody owns has an accessible page that says so", async ({ page }) => {
  await page.goto(hostOrigin("nobody-here"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
});

function enter(page: Page, { as, tenant }: (typeof visits)["staff"][number]): Promise<void> {
  return as === "customer" ? enterPortal(page) : signIn(page, tenant ?? null, as ?? "owner");
}

/** By how many pixels the page is wider than a screen of this width. */
async function overflowAt(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 800 });
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
