import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";

const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const record = z.record(z.string(), z.string());
const pkg = z
  .object({ dependencies: record, devDependencies: record, optionalDependencies: record })
  .parse(read("package.json"));
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ version: z.string().optional(), resolved: z.string().optional() }),
    ),
  })
  .parse(read("package-lock.json")).packages;
const floor = z
  .object({
    reviewed: z.iso.date(),
    maxAgeDays: z.number(),
    packages: z.record(z.string(), z.object({ floor: z.string(), why: z.string() })),
  })
  .parse(read("security-floor.json"));

const parts = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);
/** −1, 0 or 1 as `a` is below, at or above `b`, by major, minor, patch. */
function compare(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)];
  for (let i = 0; i < 3; i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}
/** Installed copies of a package below its floor. */
const below = (name: string, lowest: string) =>
  Object.entries(lock)
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .filter(([, { version }]) => compare(version ?? "0.0.0", lowest) < 0)
    .map(([path, { version }]) => `${path}@${version}`);

test("no sensitive dependency is below its security floor, nested copies included", () => {
  for (const [name, { floor: lowest }] of Object.entries(floor.packages)) {
    expect(
      Object.keys(lock).some((path) => path.endsWith(`node_modules/${name}`)),
      `${name} is in the lockfile`,
    ).toBe(true);
    expect(below(name, lowest), name).toEqual([]);
  }
});

test("the floor bites: a higher floor finds today's version", () => {
  expect(below("next", "99.0.0")).not.toEqual([]);
});

test("the floor has been reviewed within its maximum age", () => {
  const days = (Date.now() - Date.parse(floor.reviewed)) / 86_400_000;
  expect(days).toBeLessThanOrEqual(floor.maxAgeDays);
});

test("every direct dependency is pinned exactly, and there are at most 60 in production", () => {
  const all = { ...pkg.dependencies, ...pkg.devDependencies, ...pkg.optionalDependencies };
  for (const [name, version] of Object.entries(all))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  expect(Object.keys(pkg.dependencies).length).toBeLessThanOrEqual(60);
});

test("the lockfile names no registry host and install scripts never run", () => {
  expect(Object.values(lock).filter(({ resolved }) => resolved?.startsWith("http"))).toEqual([]);
  expect(readFileSync(".npmrc", "utf8")).toContain("ignore-scripts=true");
});
