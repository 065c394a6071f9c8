import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

/** The engine that @axe-core/playwright brings, run in the page itself: its builder opens a tab for each verdict. */
const AXE = readFileSync(
  createRequire(import.meta.resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"),
  "utf8",
);

/** WCAG 2.2 AA. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A mail is shown in a frame, and it is the frame that has a title. */
const NOT_OF_MAILS = { "document-title": { enabled: false } };

type Violation = { id: string; nodes: { target: unknown[]; failureSummary?: string }[] };
type Axe = { run: (of: Document, options: unknown) => Promise<{ violations: Violation[] }> };

/** What axe finds against WCAG 2.2 AA in the page as it is now, and in the mails that it shows, as readable lines. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // What is being read again is pale on purpose, and not what anybody is meant to read; the gallery shows such for good.
  await expect(page.locator("[aria-busy=true]:not([data-sample=loading] *)")).toHaveCount(0);
  const found = await problemsOf(page);
  for (const mail of await mailsIn(page))
    found.push(...(await problemsOfMail(page, mail)).map((line) => `mail: ${line}`));
  return found;
}

async function problemsOf(page: Page, rules = {}): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const options = {
    ...{ runOnly: { type: "tag", values: RULES }, rules },
    ...{ resultTypes: ["violations"], iframes: false },
  };
  return page.evaluate(async (asked) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run(document, asked);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary = "" }) => `${id}: ${target.join(" ")} ${failureSummary}`,
      ),
    );
  }, options);
}

/** Frames that may run nothing (previews of mails) never answer axe: their documents are read to be looked at apart. */
function mailsIn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("iframe")]
      .filter((frame) => frame.checkVisibility())
      .map((frame) => {
        if (frame.getAttribute("sandbox") !== "" || frame.getAttribute("srcdoc") === null)
          throw new Error(`nobody looks into this frame: ${frame.outerHTML.slice(0, 200)}`);
        return frame.srcdoc;
      }),
  );
}

async function problemsOfMail(page: Page, mail: string): Promise<string[]> {
  if (mail === "") return [];
  const size = page.viewportSize();
  const tab = await page.context().newPage();
  try {
    if (size) await tab.setViewportSize(size);
    await tab.setContent(mail);
    return await problemsOf(tab, NOT_OF_MAILS);
  } finally {
    await tab.close();
  }
}
