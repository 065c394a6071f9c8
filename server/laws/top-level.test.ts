import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The house's rooms and the files beside them (ARCHITECTURE.md). A new name here needs a reason there. */
const TOP_LEVEL = [
  ...[
    "app",
    "bench",
    "db",
    "docs",
    "e2e",
    "emails",
    "messages",
    "scripts",
    "server",
    "standins",
    "tenants",
  ],
  ...[
    "middleware.ts",
    "next.config.mjs",
    "drizzle.config.ts",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
  ],
  ...["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "security-floor.json"],
  ...[
    ".ci",
    ".gitignore",
    ".npmrc",
    ".oxfmtrc.json",
    ".oxlintrc.json",
    ".dependency-cruiser.mjs",
    "knip.json",
  ],
  ...["vitest.config.ts", "playwright.config.ts", "postcss.config.mjs", "stryker.config.mjs"],
];

const tracked = (...args: string[]) =>
  execFileSync("git", ["ls-files", ...args], { encoding: "utf8" })
    .split("\n")
    .filter(Boolean);

test("the top level is exactly what the architecture names", () => {
  const names = [...new Set(tracked().map((file) => file.split("/")[0]))].sort();
  expect(names).toEqual([...TOP_LEVEL].sort());
});

test("every module's router is mounted in the root router", () => {
  const root = readFileSync("server/trpc/root.ts", "utf8");
  const modules = readdirSync("server/modules").filter((name) =>
    readdirSync(`server/modules/${name}`).includes("router.ts"),
  );
  expect(modules.length).toBeGreaterThan(5);
  for (const name of modules) expect(root).toContain(`@/server/modules/${name}/router`);
});

test("every module says in ten lines what it is", () => {
  for (const name of readdirSync("server/modules")) {
    const lines = readFileSync(`server/modules/${name}/README.md`, "utf8").trim().split("\n");
    expect(lines.length, name).toBeGreaterThanOrEqual(4);
    expect(lines.length, name).toBeLessThanOrEqual(20);
  }
});

test("no build output, secret, machine path or registry host is committed", () => {
  const bad = [
    /\/work\/main/,
    /npmjs\.(org|com)|registry\.[a-z-]+\.(org|com|net|io|dev)/,
    /BEGIN [A-Z ]*PRIVATE KEY/,
    /_authToken/,
  ];
  const skip = /^(package-lock\.json|server\/laws\/top-level\.test\.ts)$|\.(png|woff2|ico)$/;
  for (const file of tracked().filter((name) => !skip.test(name))) {
    const text = readFileSync(file, "utf8");
    for (const pattern of bad) expect(pattern.test(text), `${file} matches ${pattern}`).toBe(false);
  }
});
