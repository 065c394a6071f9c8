"use client";

import { createContext, useContext, useMemo, type ReactNode } from "react";
import type { PermissionName } from "@/server/auth/permissions";

/** Who looks at the screens, as far as screens need to know. */
export type Person = {
  id: string;
  name: string;
  /** Role, or what else stands under the name. */
  detail: string;
  permissions: readonly string[];
};

const NOBODY: Person = { id: "", name: "", detail: "", permissions: [] };
const PersonContext = createContext<Person>(NOBODY);

export function PersonProvider({ person, children }: { person: Person; children: ReactNode }) {
  return <PersonContext value={person}>{children}</PersonContext>;
}

/** The signed-in person; outside the shell nobody (empty id, no permissions). */
export const usePerson = (): Person => useContext(PersonContext);

/** May this person do it? Only decides what is shown: the server decides what is done. */
export function useMay(): (permission: PermissionName) => boolean {
  const { permissions } = usePerson();
  const held = useMemo(() => new Set(permissions), [permissions]);
  return (permission) => held.has(permission);
}
