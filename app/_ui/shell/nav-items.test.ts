import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { expect, it } from "vitest";
import { type PermissionName, permissions } from "@/server/auth/permissions";
import { IMPORT_KINDS } from "@/server/modules/imports/rules/fields";
import type { Role } from "@/server/tenancy/context";
import { allowedNav, allowedPlaces, platformNav, staffNav, staffPlaces } from "./nav-items";

const held = (role: Role) =>
  (Object.keys(permissions) as PermissionName[]).filter((name) =>
    (permissions[name].roles as readonly string[]).includes(role),
  );

/** Whether the place is one of a kind that share a page: `/imports/customers` is one of `/imports/[kind]`. */
const ofOneKind = (place: string) =>
  existsSync(`${dirname(place)}/[kind]/page.tsx`) &&
  IMPORT_KINDS.some((kind) => kind === basename(place));

it("leads nowhere that does not exist", () => {
  const staff = [...staffNav.flatMap(({ items }) => items), ...staffPlaces];
  const room = (folder: string, href: string) => `${folder}${href === "/" ? "" : href}`;
  const missing = [
    ...staff.map(({ href }) => room("app/(tenant)", href)),
    ...platformNav
      .flatMap(({ items }) => items)
      .map(({ href }) => room("app/(platform)/platform", href)),
  ].filter((place) => !existsSync(`${place}/page.tsx`) && !ofOneKind(place));
  expect(missing).toEqual([]);
});

it("shows a technician the work and nothing that is set up", () => {
  const places = allowedPlaces("staff", held("technician")).map(({ href }) => href);
  expect(places).toContain("/customers");
  expect(places.filter((href) => href.startsWith("/settings"))).toEqual([]);
  expect(allowedNav(staffNav, held("technician")).map(({ label }) => label)).toEqual(["work"]);
});

it("shows an owner every place, and gives no two places the same key", () => {
  const places = allowedPlaces("staff", held("owner"));
  expect(places.length).toBe(staffNav.flatMap(({ items }) => items).length + staffPlaces.length);
  const keys = places.flatMap(({ key }) => key ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});
