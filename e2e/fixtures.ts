import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, expect, type Page, test as base } from "@playwright/test";
import { login, origin } from "./product";

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
  context.on("weberror", (error) => problems.push(`script: ${error.error().message}`));
  return problems;
}

/** Signs in as a demo person, through the form. */
export async function signIn(page: Page, tenant: string | null, role: string): Promise<void> {
  const at = tenant === null ? origin("platform") : origin("staff", tenant);
  const { email, password } = login(tenant, role);
  await page.goto(`${at}/sign-in`);
  await page.getByLabel("Correo").fill(email);
  await page.getByLabel("Contraseña").fill(password);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await page.waitForURL(`${at}/`);
}

/** What axe finds against WCAG 2.2 AA in the page as it is now, as readable lines. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
}
