import {
  type BrowserContext,
  type Cookie,
  expect,
  type Page,
  test as base,
} from "@playwright/test";
import { accessibilityProblems } from "./accessibility";
import { call, login, origin } from "./product";

/** Every page that a test opens is watched: no console error, no CSP violation, no script error. */
export const test = base.extend<{ watched: void }>({
  watched: [
    async ({ context }, use) => {
      const problems = watch(context);
      await use();
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
export { accessibilityProblems } from "./accessibility";

/** The page as it is now: accessible, and nothing that scrolls sideways. */
export async function fits(page: Page): Promise<void> {
  expect(await accessibilityProblems(page)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
}

/** Collects what goes wrong in any page of a context. */
export function watch(context: BrowserContext): string[] {
  const problems: string[] = [];
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    // A page that is meant to be 4xx/5xx, and a refusal that the page shows as words, also log their status.
    if (
      /^Failed to load resource: the server responded with a status of (?:4|503)/.test(
        message.text(),
      )
    )
      return;
    // Frames that may run nothing (previews of mails) say so of the test's own probes, too.
    if (message.text().startsWith("Blocked script execution in 'about:srcdoc'")) return;
    problems.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) =>
    problems.push(`script: ${error.page()?.url() ?? ""} ${error.error().message}`),
  );
  return problems;
}

const faceOf = (tenant: string | null) =>
  tenant === null ? origin("platform") : origin("staff", tenant);

/** Signs in as a demo person, through the form, and arrives at the first page. */
export async function signIn(page: Page, tenant: string | null, role: string): Promise<void> {
  const at = faceOf(tenant);
  const { email, password } = login(tenant, role);
  await page.goto(`${at}/sign-in`);
  await page.getByLabel("Correo").fill(email);
  await page.getByLabel("Contraseña").fill(password);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await page.waitForURL(`${at}/`);
}

/** A proof of who one is counts for ten minutes (server/auth/require-fresh.ts): a session is kept for far less. */
const KEPT_MS = 4 * 60_000;
const kept = new Map<string, { cookies: Cookie[]; since: number }>();

/**
 * Gives the browser a demo person's session: the one that an earlier journey opened, while it lives; else a new one, through
 * the form. For journeys that are not about signing in; which page is shown afterwards is not said: they open their own.
 */
export async function signedIn(page: Page, tenant: string | null, role: string): Promise<void> {
  const who = `${tenant} ${role}`;
  const session = kept.get(who);
  if (session && Date.now() - session.since < KEPT_MS && (await lives(tenant, session.cookies)))
    return page.context().addCookies(session.cookies);
  await signIn(page, tenant, role);
  kept.set(who, { cookies: await page.context().cookies(faceOf(tenant)), since: Date.now() });
}

/** A journey may have ended the session, by signing out everywhere or with a new password. */
async function lives(tenant: string | null, cookies: readonly Cookie[]): Promise<boolean> {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const { body } = await call(`${faceOf(tenant)}/api/trpc/auth.whoAmI`, { headers: { cookie } });
  return /"kind":"(?:user|platform)"/.test(body);
}

/** Waits until the page's scripts run: keys that are pressed before go to nobody. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__reactFiber")),
  );
  // What listens to keys is set up after what is seen, before the browser has nothing left to do.
  await page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done())));
}
