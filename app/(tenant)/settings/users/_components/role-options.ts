"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import type { RoleChoice } from "@/server/modules/people/schema";

const FIXED = ["owner", "admin", "agent", "finance", "technician"] as const;

/** Fixed roles and the tenant's own, as one list of choices; `toChoice` reads the value back. */
export function useRoleOptions(): { value: string; label: string }[] {
  const t = useTranslations("role");
  const { data = [] } = useQuery(useTRPC().people.listRoles.queryOptions());
  return [
    ...FIXED.map((role) => ({ value: role, label: t(role) })),
    ...data.map(({ id, name }) => ({ value: id, label: name })),
  ];
}

/** What the server takes for a chosen value. */
export function toChoice(value: string): RoleChoice {
  const role = FIXED.find((name) => name === value);
  return role ? { role } : { customRoleId: value };
}
