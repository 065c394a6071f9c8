import type { Page } from "@playwright/test";
import { accessibilityProblems, awake, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string) => `${origin("staff", "fibranet")}${path}`;
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
];

/** Nothing sticks out at the side of a phone. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

test.beforeEach(async ({ page }) => {
  await signedIn(page, "fibranet", "owner");
});

for (const viewport of WIDTHS)
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test("who would be cut is seen with its reason; who promises to pay leaves the list", async ({
      page,
    }) => {
      await page.goto(at("/collections/tomorrow"));
      await awake(page);
      // A day without cuts (weekends, holidays and their eves) shows nobody.
      const today = (await page.getByLabel("Día", { exact: true }).getAttribute("min")) ?? "";
      await page.getByLabel("Día", { exact: true }).fill(await nextCutDay(page, today));
      const cut = page.getByRole("region", { name: "Se cortan" }).first();
      await expect(cut).toBeVisible();
      await expect(cut).toContainText(/Corte a los 10 días/);
      const promise = cut.getByRole("button", { name: /^Dar promesa/ }).first();
      const label = (await promise.getAttribute("aria-label")) ?? "";
      await promise.click();
      const dialog = page.getByRole("dialog");
      await expect(dialog).toContainText(/Debe .* vencidos/);
      expect(await accessibilityProblems(page)).toEqual([]);
      await dialog.getByLabel("Nota").fill("Cobra el viernes");
      await dialog.getByRole("button", { name: "Dar promesa" }).click();
      await expect(dialog).toHaveCount(0);
      await expect(cut.getByRole("button", { name: label })).toHaveCount(0);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.goto(at("/collections/promises"));
      await expect(page.getByRole("table")).toContainText("Cobra el viernes");
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });

    test("a task is moved on the board by keys alone", async ({ page }) => {
      await page.goto(at("/collections"));
      await awake(page);
      const open = page.getByRole("region", { name: "Por hacer" });
      const move = open.getByRole("button", { name: /^Mover: / }).first();
      const name = ((await move.getAttribute("aria-label")) ?? "").replace("Mover: ", "");
      await move.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("menuitem", { name: "En curso" }).focus();
      await page.keyboard.press("Enter");
      const doing = page.getByRole("region", { name: "En curso" });
      await expect(doing.getByRole("link", { name }).first()).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });

    test("a plan is given a ladder of its own, its customers say why, and it is taken back", async ({
      page,
    }) => {
      const name = `Empresas ${viewport.width}`;
      await page.goto(at("/settings/dunning"));
      await awake(page);
      await page.getByRole("button", { name: "Nueva escalera" }).first().click();
      await page.getByLabel("Nombre", { exact: true }).fill(name);
      await page.getByRole("button", { name: "Guardar", exact: true }).click();
      await expect(page.getByText("Ningún servicio la sigue")).toBeVisible();
      await page.goto(at("/catalog?kind=subscription"));
      await page.getByRole("table").getByRole("link").first().click();
      await page.getByRole("button", { name: "Cambiar escalera" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Escalera").selectOption({ label: name });
      expect(await accessibilityProblems(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Guardar" }).click();
      await expect(page.getByText("Elegida para este plan.")).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      const plan = await page.getByRole("heading", { level: 1 }).innerText();
      await page.goto(at("/settings/dunning"));
      await page
        .getByRole("radio", { name })
        .or(page.getByRole("button", { name }))
        .first()
        .click();
      await expect(page.getByText(/^(La sigue|La siguen) /)).toBeVisible();
      await page.getByRole("button", { name: `Quitar la escalera de ${plan}` }).click();
      await expect(page.getByText("Ningún servicio la sigue")).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });

    test("a ladder is changed, and its calendar follows before it is saved", async ({ page }) => {
      await page.goto(at("/settings/dunning"));
      await awake(page);
      const day = page.getByLabel(/^Día: Corte/);
      const days = viewport.width === 360 ? "12" : "11";
      await day.fill(days);
      await day.press("Enter");
      await expect(page.getByText(`${days} días después`)).toBeVisible();
      await page.getByRole("button", { name: "Guardar" }).click();
      await expect(page.getByText("Escalera guardada")).toBeVisible();
      await page.reload();
      await expect(page.getByLabel(/^Día: Corte/)).toHaveValue(days);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByLabel(/^Día: Corte/).fill("10");
      await page.getByLabel(/^Día: Corte/).press("Enter");
      await page.getByRole("button", { name: "Guardar" }).click();
      await expect(page.getByText("Escalera guardada")).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  });

/** The first day after today on which somebody would be cut. */
async function nextCutDay(page: Page, today: string): Promise<string> {
  for (let ahead = 1; ahead <= 14; ahead++) {
    const day = new Date(Date.parse(today) + ahead * 86_400_000).toISOString().slice(0, 10);
    if ((await cutsOn(page, day)) > 0) return day;
  }
  throw new Error("nobody would be cut within two weeks");
}

function cutsOn(page: Page, day: string): Promise<number> {
  return page.evaluate(async (asked) => {
    const input = encodeURIComponent(JSON.stringify({ day: asked }));
    const answer = await fetch(`/api/trpc/collections.whoWouldBeCut?input=${input}`);
    const { result } = (await answer.json()) as { result: { data: { counts: { cut: number } } } };
    return result.data.counts.cut;
  }, day);
}
