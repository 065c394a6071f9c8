import type { Page } from "@playwright/test";
import { accessibilityProblems, expect, signIn, test } from "./fixtures";
import { hostOrigin, origin } from "./product";

type Visit = { name: string; url: () => string; as?: [tenant: string | null, role: string] };

const staff = (path: string) => () => origin("staff", "fibranet") + path;
const admin = (path: string) => () => origin("platform") + path;
const owner: Visit["as"] = ["fibranet", "owner"];

const open: Visit[] = [
  { name: "landing", url: () => origin("site") },
  { name: "sign-in", url: staff("/sign-in") },
  { name: "admin sign-in", url: admin("/sign-in") },
  { name: "portal", url: staff("/portal") },
  { name: "unknown host", url: () => hostOrigin("nobody-here") },
];
const staffPages: Visit[] = [
  { name: "home", url: staff("/"), as: owner },
  { name: "domains", url: staff("/settings/domains"), as: owner },
  { name: "API keys", url: staff("/settings/api-keys"), as: owner },
  { name: "webhooks", url: staff("/settings/webhooks"), as: owner },
  { name: "audit log", url: staff("/settings/audit"), as: owner },
  { name: "failed jobs", url: staff("/settings/jobs"), as: owner },
  { name: "panic", url: staff("/settings/panic"), as: owner },
  { name: "not found", url: staff("/no-such-page"), as: owner },
];
const adminPages: Visit[] = [
  { name: "tenants", url: admin("/"), as: [null, "platform"] },
  { name: "platform jobs", url: admin("/jobs"), as: [null, "platform"] },
  { name: "platform panic", url: admin("/panic"), as: [null, "platform"] },
  { name: "health", url: admin("/health"), as: [null, "platform"] },
];
const themes = process.env.SOAK ? (["light", "dark"] as const) : (["light"] as const);

for (const [group, visits] of Object.entries({ open, staff: staffPages, admin: adminPages }))
  for (const colorScheme of themes)
    test(`every ${group} page is accessible and fits phone and desk (${colorScheme})`, async ({
      page,
    }) => {
      test.setTimeout(180_000);
      await page.emulateMedia({ colorScheme });
      const as = visits[0]?.as;
      if (as) await signIn(page, ...as);
      for (const { name, url } of visits)
        await test.step(name, async () => {
          await page.goto(url());
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          expect(await accessibilityProblems(page)).toEqual([]);
          for (const width of [360, 1440])
            expect(await overflowAt(page, width)).toBeLessThanOrEqual(0);
        });
    });

/** By how many pixels the page is wider than a screen of this width. */
async function overflowAt(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 800 });
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
