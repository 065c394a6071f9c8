import { chromium, type Page } from "@playwright/test";
import pg from "pg";
import { signIn } from "@/e2e/fixtures";
import { origin } from "@/e2e/product";
import start from "@/e2e/start-product";
import config from "@/playwright.config";
import { type Measure, median } from "./report";

const ROWS = 100_000;
const ROUNDS = 5;

/** The customers' page of a tenant with 100 000 of them, in Chromium: until the first rows are painted, and from a letter typed to the rows it finds; against a tenant with 61. */
export async function run(): Promise<Measure[]> {
  const stop = await start();
  await fill();
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const context = () =>
      browser.newContext({ locale: "es-PE", viewport: { width: 1440, height: 900 } });
    const [large, small] = [await (await context()).newPage(), await (await context()).newPage()];
    await signIn(large, "fibranet", "owner");
    await signIn(small, "bytek", "owner");
    const times = { large: { paint: [], type: [] }, small: { paint: [], type: [] } } as Record<
      "large" | "small",
      { paint: number[]; type: number[] }
    >;
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, page, tenant] of [
        ["large", large, "fibranet"],
        ["small", small, "bytek"],
      ] as const) {
        times[name].paint.push(await firstRows(page, tenant));
        times[name].type.push(await typed(page, round % 2 === 0 ? "a" : "e"));
      }
    return (["paint", "type"] as const).map((what) => {
      const [ours, baseline] = [median(times.large[what]), median(times.small[what])];
      return {
        name:
          what === "paint"
            ? "list of 100 000: navigation → first rows"
            : "list of 100 000: typed → rows found (250 ms pause included)",
        ours,
        baseline,
        ratio: ours / baseline,
        unit: "ms",
        against: "the same page of a tenant with 61 customers",
      };
    });
  } finally {
    await browser.close();
    await stop?.();
  }
}

async function firstRows(page: Page, tenant: string): Promise<number> {
  await page.goto(`${origin("staff", tenant)}/settings`);
  await page.goto(`${origin("staff", tenant)}/customers`);
  await page.locator("tbody tr[data-index]").first().waitFor();
  return page.evaluate(() => performance.now());
}

/** From the last key to the answer's rows on the screen: the list says when it is busy. */
async function typed(page: Page, text: string): Promise<number> {
  // Letters that both tenants' names hold: the rows are waited for.
  const answered = page.waitForResponse((response) => response.url().includes("customers.list"));
  await page.getByRole("searchbox").fill(text);
  const startedMs = performance.now();
  await answered;
  await page.locator('table[aria-busy="false"] tbody tr[data-index]').first().waitFor();
  return performance.now() - startedMs;
}

/** Into the database that `bench/run.ts` started and the product now serves from. */
async function fill(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(
    "select set_config('app.tenant_id', (select id::text from tenants where slug = 'fibranet'), false)",
  );
  await client.query(
    `insert into customers (tenant_id, number, name, email, city, search_text, created_at)
     select t.id, 10000 + n, who, 'c' || n || '@x.demo', 'Lima', lower(who) || ' #' || n, now() - make_interval(mins => n * 6)
     from tenants t, (select n, (array['Maria','Jose','Luis','Rosa','Carlos'])[1 + n % 5] || ' Quispe ' || n as who
       from generate_series(1, ${ROWS}::int) n) made where t.slug = 'fibranet'`,
  );
  await client.query("analyze customers");
  await client.end();
}
