// `npm run screenshots`: the README's pictures, made again from a fresh product with its demo data.
// With `-- --all <folder>` every page at both widths and in both themes, to look at.
import { mkdirSync } from "node:fs";
import { type Browser, chromium, type Page } from "@playwright/test";
import config from "../playwright.config";
import { signIn } from "./fixtures";
import { origin } from "./product";
import start from "./start-product";

type Shot = {
  name: string;
  face: "site" | "platform" | "staff";
  tenant?: string;
  path: string;
  as?: string;
};

const staff = (name: string, path: string): Shot => ({
  name,
  face: "staff",
  tenant: "fibranet",
  path,
  as: "owner",
});
const admin = (name: string, path: string): Shot => ({
  name,
  face: "platform",
  path,
  as: "platform",
});
const SHOTS: readonly Shot[] = [
  { name: "landing", face: "site", path: "/" },
  { name: "sign-in", face: "staff", tenant: "climasur", path: "/sign-in" },
  { name: "portal", face: "staff", tenant: "bytek", path: "/portal" },
  staff("staff-home", "/"),
  staff("webhooks", "/settings/webhooks"),
  staff("domains", "/settings/domains"),
  staff("api-keys", "/settings/api-keys"),
  staff("audit", "/settings/audit"),
  staff("panic", "/settings/panic"),
  staff("failed-jobs", "/settings/jobs"),
  admin("platform-tenants", "/"),
  admin("platform-health", "/health"),
  admin("platform-jobs", "/jobs"),
  admin("platform-panic", "/panic"),
];
const FOR_README = ["staff-home", "audit", "platform-tenants"];

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
      SHOTS.filter(({ name }) => FOR_README.includes(name)),
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
  shots: readonly Shot[],
  file: (name: string) => string,
): Promise<void> {
  const context = await from.newContext({
    viewport: { width, height: 800 },
    colorScheme,
    locale: "es-PE",
    timezoneId: "America/Lima",
  });
  const page = await context.newPage();
  const signedIn = new Set<string>();
  for (const { name, face, tenant, path, as } of shots) {
    if (as && !signedIn.has(face)) await signIn(page, tenant ?? null, as);
    if (as) signedIn.add(face);
    await page.goto(`${origin(face, tenant)}${path}`);
    await settled(page);
    await page.screenshot({ path: file(name), fullPage: width < 1000 });
  }
  await context.close();
}

/** Data and fonts are there; live streams never end, so "network idle" would. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1200);
}
