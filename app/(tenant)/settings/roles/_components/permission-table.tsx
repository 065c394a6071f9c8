"use client";

import { Check, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import { usePermissionName } from "@/app/_ui/patterns/permission-name";
import { Card } from "@/app/_ui/primitives/card";
import type { Scope } from "@/server/auth/grants";
import { type PermissionName, type PermissionRule, permissions } from "@/server/auth/permissions";
import type { CustomRoleDto } from "@/server/modules/people/schema";
import { TENANT_PERMISSIONS } from "./tenant-permissions";

const FIXED = ["owner", "admin", "agent", "finance", "technician"] as const;

/** Every action and who holds it, how far; inside its own scroll on a phone, the action's column stays. */
export function PermissionTable({ own }: { own: readonly CustomRoleDto[] }) {
  const t = useTranslations("roles");
  const names = useTranslations("role");
  const nameOf = usePermissionName();
  return (
    <section aria-label={t("table")}>
      <h2 className="mb-1 text-base font-semibold">{t("table")}</h2>
      <p className="mb-3 text-muted">{t("tableText")}</p>
      <Card>
        <div
          role="region"
          aria-label={t("table")}
          tabIndex={0}
          className="relative overflow-x-auto rounded-card focus-visible:-outline-offset-2"
        >
          <table className="w-full border-collapse text-left text-[0.8125rem]">
            <caption className="sr-only">{t("table")}</caption>
            <thead>
              <tr className="border-b border-subtle text-xs text-muted">
                <th
                  scope="col"
                  className="sticky left-0 z-10 bg-surface px-3 py-2.5 font-medium sm:px-4"
                >
                  {t("action")}
                </th>
                {FIXED.map((role) => (
                  <th key={role} scope="col" className="px-3 py-2.5 text-center font-medium">
                    {names(role)}
                  </th>
                ))}
                {own.map((role) => (
                  <th key={role.id} scope="col" className="px-3 py-2.5 text-center font-medium">
                    <span className="block max-w-32 truncate" title={role.name}>
                      {role.name}
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {TENANT_PERMISSIONS.map((name) => (
                <tr key={name} className="border-b border-subtle last:border-0">
                  <th
                    scope="row"
                    className="sticky left-0 z-10 min-w-36 max-w-56 bg-surface px-3 py-2 font-normal sm:max-w-none sm:px-4"
                  >
                    {nameOf(name)}
                    <code className="block text-xs text-muted max-sm:hidden">{name}</code>
                  </th>
                  {FIXED.map((role) => (
                    <Cell key={role} scope={fixedScope(name, role)} />
                  ))}
                  {own.map((role) => (
                    <Cell key={role.id} scope={role.grants[name]} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </section>
  );
}

function Cell({ scope }: { scope: Scope | undefined }) {
  const t = useTranslations("roles");
  if (!scope)
    return (
      <td className="px-3 py-2 text-center text-muted">
        <Minus aria-hidden className="mx-auto size-3.5 opacity-50" />
        <span className="sr-only">{t("no")}</span>
      </td>
    );
  return (
    <td className="px-3 py-2 text-center">
      {scope === "all" ? (
        <>
          <Check aria-hidden className="mx-auto size-4 text-brand-text" />
          <span className="sr-only">{t("reach.all")}</span>
        </>
      ) : (
        t(`reach.${scope}`)
      )}
    </td>
  );
}

function fixedScope(name: PermissionName, role: (typeof FIXED)[number]): Scope | undefined {
  const rule: PermissionRule = permissions[name];
  return rule.roles.includes(role) ? (rule.reach?.[role] ?? "all") : undefined;
}
