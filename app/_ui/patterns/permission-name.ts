"use client";

import { useTranslations } from "next-intl";
import { permissions } from "@/server/auth/permissions";

/** What a permission lets do, in the person's language; one that has no text yet reads as the table says it. */
export function usePermissionName(): (name: keyof typeof permissions) => string {
  const t = useTranslations("permission");
  return (name) => {
    const key = name.replaceAll(".", "_") as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : permissions[name].description;
  };
}
