import { expect, it } from "vitest";
import { loadMessages } from "./load-messages";
import { NAMESPACES, pickMessages } from "./namespaces";
import { usedNamespaces } from "./used-namespaces";

const folders = {
  site: "app/(site)",
  auth: "app/(auth)",
  portal: "app/(portal)",
  platform: "app/(platform)",
  staff: "app/(tenant)",
} as const;

it.each(Object.entries(folders))(
  "the %s pages are sent every text that their client components say",
  (face, folder) => {
    const used = usedNamespaces(folder);
    expect(used.length).toBeGreaterThan(2);
    const sent: readonly string[] = NAMESPACES[face as keyof typeof folders];
    expect(used.filter((name) => !sent.includes(name))).toEqual([]);
  },
);

it("the gallery of patterns, which wears the staff's texts, lacks none", () => {
  const sent: readonly string[] = NAMESPACES.staff;
  expect(usedNamespaces("app/dev").filter((name) => !sent.includes(name))).toEqual([]);
});

it("would find a text that is missing", () => {
  expect(usedNamespaces("app/(tenant)")).toEqual(
    expect.arrayContaining(["shell", "home", "patterns", "error"]),
  );
});

it("names only texts that exist, and sends whoever is signed out less than half of them", () => {
  const all = loadMessages("es");
  for (const names of Object.values(NAMESPACES))
    expect(names.filter((name) => !(name in all))).toEqual([]);
  const weight = (messages: object) => JSON.stringify(messages).length;
  for (const face of ["auth", "portal", "site"] as const)
    expect(weight(pickMessages(all, NAMESPACES[face]))).toBeLessThan(weight(all) / 2);
});
