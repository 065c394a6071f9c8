import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { visits } from "@/e2e/visits";

/** Pages that a visit cannot name: shown outside production only; left at once; made by the journey that looks at them. */
const APART = [/^\/dev\//, /^\/leave$/, /^\/tasks\/\[taskId\]$/];

/** app/(tenant)/customers/[customerId]/page.tsx → /customers/[customerId]; the faces' own segments fall away as in middleware. */
function routeOf(file: string): string {
  const segments = file
    .replace(/^app\//, "")
    .replace(/\/?page\.tsx$/, "")
    .split("/")
    .filter((segment) => segment !== "" && !segment.startsWith("("));
  if (segments[0] === "site" || segments[0] === "platform") segments.shift();
  return `/${segments.join("/")}`;
}

test("every page of the product is visited in a browser: for accessibility, both themes, phone and desk", () => {
  const pages = execFileSync("git", ["ls-files", "app/**/page.tsx", "app/page.tsx"], {
    encoding: "utf8",
  })
    .split("\n")
    .filter(Boolean)
    .map(routeOf)
    .filter((route) => !APART.some((pattern) => pattern.test(route)));
  const seen = Object.values(visits).flat();
  const unseen = pages.filter((route) => {
    const pattern = new RegExp(`^${route.replaceAll(/\[[^\]]+\]/g, "[^/]+")}$`);
    return !seen.some(({ path }) => pattern.test(path));
  });
  expect(pages.length).toBeGreaterThan(20);
  expect([...new Set(unseen)]).toEqual([]);
});
