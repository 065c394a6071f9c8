// `npm run screenshots`: the README's pictures, made again from a fresh product with its demo data.
// With `-- --all <folder>` every page at both widths and in both themes, to look at.
import { mkdirSync } from "node:fs";
import { type Browser, chromium, type Page } from "@playwright/test";
import config from "../playwright.config";
import { signIn } from "./fixtures";
import { enterPortal } from "./enter-portal";
import start from "./start-product";
import { type Visit, visit, visits } from "./visits";

const SHOTS = Object.values(visits).flat();
const UUID = "[0-9a-f-]{36}";
/** A service that is cut, as the loop that the README walks shows it. */
const CUT: Visit = {
  ...{ name: "cut", face: "staff", tenant: "fibranet", as: "owner" },
  path: "/services/[serviceId]",
  from: {
    path: "/services?state=suspended&enforcement=routeros",
    href: new RegExp(`^/services/${UUID}$`),
  },
};
const FOR_README = [
  "staff-home",
  "customers",
  "brand",
  "roles",
  "landing",
  "portal-home",
  "portal-suspended",
  "audit",
  "platform-tenants",
];

const folder = process.argv[2] === "--all" ? (process.argv[3] ?? "reports/screens") : undefined;
const stop = await start();
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  mkdirSync(folder ?? "docs/pictures", { recursive: true });
  if (folder)
    for (const width of [360, 1440])
      for (const theme of ["light", "dark"] as const)
        await shoot(
          browser,
          width,
          theme,
          SHOTS,
          (name) => `${folder}/${name}-${width}-${theme}.png`,
        );
  else
    await shoot(
      browser,
      1280,
      "light",
      [...SHOTS.filter(({ name }) => FOR_README.includes(name)), CUT],
      (name) => `docs/pictures/${name}.png`,
    );
} finally {
  await browser.close();
  await stop?.();
}
process.exit(0);

async function shoot(
  from: Browser,
  width: number,
  colorScheme: "light" | "dark",
  shots: readonly Visit[],
  file: (name: string) => string,
): Promise<void> {
  const context = await from.newContext({
    viewport: { width, height: 800 },
    colorScheme,
    locale: "es-PE",
    timezoneId: "America/Lima",
  });
  const page = await context.newPage();
  const entered = new Set<string>();
  for (const shot of shots) {
    const who = `${shot.face} ${shot.tenant} ${shot.as}`;
    if (shot.as && !entered.has(who))
      await (shot.as === "customer"
        ? enterPortal(page)
        : signIn(page, shot.tenant ?? null, shot.as));
    entered.add(who);
    await visit(page, shot);
    await settled(page);
    await page.screenshot({ path: file(shot.name), fullPage: width < 1000 });
  }
  await context.close();
}

/** Data and fonts are there; live streams never end, so "network idle" would. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1200);
}
