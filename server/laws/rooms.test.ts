import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";

const run = promisify(execFile);
// Folders of their own, so that a run killed in the middle leaves nothing in a room.
const planted = ["server/modules/tenants/planted", "server/kernel/planted", "app/planted"];
afterEach(() => planted.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Plants a file, cruises its folder, returns the names of the rules that it broke. */
async function violations(folder: string, source: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/violation.ts`, source);
  const cruise = run("node_modules/.bin/depcruise", [
    "--config",
    ".dependency-cruiser.mjs",
    "--output-type",
    "err",
    folder,
  ]);
  return cruise.then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  );
}

test("a module that imports a higher tier is found", async () => {
  const found = await violations(
    "server/modules/tenants/planted",
    `import "@/server/modules/platform/router";\n`,
  );
  expect(found).toContain("tier-0-imports-no-higher-tier");
});

test("a kernel file that reaches for the database is found", async () => {
  const found = await violations(
    "server/kernel/planted",
    `import { databaseOver } from "@/db/client";\nvoid databaseOver;\n`,
  );
  expect(found).toContain("kernel-is-pure");
});

test("a page that imports a verb is found", async () => {
  const found = await violations(
    "app/planted",
    `import { inTenant } from "@/server/tenancy/in-tenant";\nvoid inTenant;\n`,
  );
  expect(found).toContain("app-imports-no-verb");
});

test("a vendor named outside integrations is found", async () => {
  const found = await violations(
    "server/kernel/planted",
    `import { Redis } from "@upstash/redis";\nvoid Redis;\n`,
  );
  expect(found).toContain("vendors-only-in-integrations");
});
