import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import config from "@/playwright.config";
import { origin } from "@/e2e/product";
import start from "@/e2e/start-product";
import { freePort } from "@/scripts/supervisor/ports.mjs";
import { type Measure, median } from "./report";

const ROUNDS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;
const BAR = 95;

/** Lighthouse (mobile, its own simulated slow 4G and 4× slower processor), median of three, on what strangers and customers open. */
export async function run(): Promise<Measure[]> {
  const stop = await start();
  const port = await freePort();
  const { args = [], executablePath } = config.use?.launchOptions ?? {};
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...args, `--remote-debugging-port=${port}`],
  });
  try {
    const pages = [
      ["landing", `${origin("site")}/`],
      ["sign-up", `${origin("site")}/sign-up`],
      ["staff sign-in", `${origin("staff", "fibranet")}/sign-in`],
      ["portal sign-in", `${origin("staff", "fibranet")}/portal/sign-in`],
    ] as const;
    const measures: Measure[] = [];
    for (const [name, url] of pages) measures.push(...(await audit(name, url, port)));
    return measures;
  } finally {
    await browser.close();
    await stop?.();
  }
}

async function audit(name: string, url: string, port: number): Promise<Measure[]> {
  const rounds: Record<string, number[]> = {};
  const note = (what: string, value: number) => (rounds[what] ??= []).push(value);
  for (let round = 0; round < ROUNDS; round++) {
    const answer = await lighthouse(url, { port, output: "json", logLevel: "error" });
    if (!answer) throw new Error(`Lighthouse gave no answer for ${url}`);
    const { categories, audits } = answer.lhr;
    for (const category of CATEGORIES)
      note(category, Math.round((categories[category]?.score ?? 0) * 100));
    note("LCP", (audits["largest-contentful-paint"]?.numericValue ?? 0) / 1000);
    note("CLS", audits["cumulative-layout-shift"]?.numericValue ?? 0);
    for (const { id, score, title } of Object.values(audits))
      if (round === 0 && score !== null && score < 0.5) console.log(`  ${name}: ${id}: ${title}`);
  }
  return Object.entries(rounds).map(([what, values]) => {
    const ours = median(values);
    const points = CATEGORIES.some((category) => category === what);
    const baseline = points ? BAR : what === "LCP" ? 2.5 : 0.1;
    return {
      name: `${name}: ${what}`,
      ours,
      baseline,
      against: points ? "the bar" : "Core Web Vitals' good",
      ratio: ours / baseline,
      unit: what === "LCP" ? "s" : points ? "points" : "",
      bar: points ? `≥ ${BAR}` : `≤ ${baseline}`,
    };
  });
}
