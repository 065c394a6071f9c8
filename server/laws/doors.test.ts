import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hasUserMessage } from "@/server/i18n/user-message";
import { listRestRoutes } from "@/server/rest/list-rest-routes";
import { listProcedures } from "@/server/trpc/list-procedures";
import { appRouter } from "@/server/trpc/root";

const sources = globSync("server/**/*.ts").filter(
  (path) => !path.endsWith(".test.ts") && !path.startsWith("server/testing/"),
);
const read = (path: string) => readFileSync(path, "utf8");

/** A module of several nouns mounts a router under each; a folder may have a hyphen, a name in code may not. */
const MOUNTED_AS: Readonly<Record<string, string>> = {
  "billing/collections": "collections",
  "billing/run": "billingRuns",
  crm: "customers",
  "sign-up": "signUp",
  subscriptions: "services",
};

test("every module's router is mounted under the module's name", async () => {
  const modules = globSync("server/modules/**/router.ts").map((path) =>
    path.slice("server/modules/".length, -"/router.ts".length),
  );
  expect(modules.length).toBeGreaterThan(3);
  await listProcedures();
  const mounted = modules.map((name) => MOUNTED_AS[name] ?? name);
  expect(Object.keys(appRouter._def.record).toSorted()).toEqual(mounted.toSorted());
});

test("every procedure stands on the ladder; staff and platform ones name a permission", async () => {
  const loose = (await listProcedures()).filter(
    ({ audience, permission }) =>
      audience === undefined ||
      ((audience === "staff" || audience === "platform") && permission === undefined),
  );
  expect(loose.map(({ path }) => path)).toEqual([]);
});

test("only server/trpc takes the bare tRPC instance, so that nobody builds beside the ladder", () => {
  const outside = sources.filter(
    (path) =>
      !path.startsWith("server/trpc/") &&
      (/import\s*\{[^}]*\bt\b[^}]*\}\s*from\s*"@\/server\/trpc\/init"/.test(read(path)) ||
        /\binitTRPC\b/.test(read(path))),
  );
  expect(outside).toEqual([]);
});

test("GET is for queries and queries for GET; no two procedures claim one way in", async () => {
  const routes = await listRestRoutes();
  expect(routes.length).toBeGreaterThan(3);
  expect(
    routes.filter(({ method, info }) => (method === "GET") !== (info.type === "query")),
  ).toEqual([]);
});

test("every error that the server throws has its words in three languages", () => {
  const thrown =
    /new (?:Invalid|Forbidden|Conflict|Unauthenticated|Unavailable)\(\s*"([A-Za-z0-9_.]+)"/g;
  const keys = new Set(
    sources.flatMap((path) => [...read(path).matchAll(thrown)].map((m) => m[1] ?? "")),
  );
  expect(keys.size).toBeGreaterThan(5);
  expect([...keys].filter((key) => !hasUserMessage(key))).toEqual([]);
});

test("no transaction is opened around next(): failed mutations would commit", () => {
  const wrapped = sources.filter(
    (path) =>
      path.startsWith("server/trpc/") && /\b(?:inTenant|asPlatform|transaction)\(/.test(read(path)),
  );
  expect(wrapped).toEqual([]);
});
