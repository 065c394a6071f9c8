import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import type { Measure } from "./report";
import { startBenchDatabase } from "./database";

// `npm run bench [name…]`: every *.bench.ts, or the named ones, in one run on one machine; never a timed test.
const wanted = process.argv.slice(2);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.replace(/\.bench\.ts$/, ""))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .sort();

const database = await startBenchDatabase();
const results: Record<string, Measure[]> = {};
try {
  for (const name of names) {
    const { run } = (await import(`./${name}.bench.ts`)) as { run: () => Promise<Measure[]> };
    console.log(`\n── ${name} (load ${loadavg()[0]?.toFixed(2)})`);
    results[name] = await run();
    for (const measure of results[name]) print(measure);
  }
} finally {
  await database.stop();
}
mkdirSync("reports", { recursive: true });
const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
writeFileSync(
  "reports/bench.json",
  JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2),
);
process.exit(0);

function print({ name, ours, baseline, against, ratio, unit, bar }: Measure): void {
  const figures = `${round(ours)} ${unit} against ${round(baseline)} (${against})`;
  console.log(`${name}: ${figures} = ${round(ratio)}×${bar ? `   bar: ${bar}` : ""}`);
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
