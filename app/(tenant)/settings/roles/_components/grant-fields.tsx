"use client";

import { useTranslations } from "next-intl";
import { usePermissionName } from "@/app/_ui/patterns/permission-name";
import { Select } from "@/app/_ui/primitives/input";
import { useMay } from "@/app/_ui/shell/person";
import type { CustomGrants, Scope } from "@/server/auth/grants";
import { isReachable, TENANT_PERMISSIONS } from "./tenant-permissions";

type GrantFieldsProps = { grants: CustomGrants; onChange: (grants: CustomGrants) => void };

/** One choice for each action: not at all, or how far. What one does not hold oneself cannot be given. */
export function GrantFields({ grants, onChange }: GrantFieldsProps) {
  const t = useTranslations("roles");
  const nameOf = usePermissionName();
  const may = useMay();
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{t("grants")}</legend>
      <ul className="divide-y divide-(--border) rounded-card border border-subtle">
        {TENANT_PERMISSIONS.map((name) => {
          const scopes: readonly Scope[] = isReachable(name) ? ["own", "team", "all"] : ["all"];
          return (
            <li key={name} className="flex items-center gap-3 px-3 py-1.5">
              <label htmlFor={`grant-${name}`} className="min-w-0 flex-1 break-words">
                {nameOf(name)}
              </label>
              <Select
                id={`grant-${name}`}
                className="w-28 shrink-0"
                disabled={!may(name)}
                value={grants[name] ?? ""}
                onChange={({ target }) => {
                  const { [name]: _, ...rest } = grants;
                  onChange(target.value ? { ...rest, [name]: target.value as Scope } : rest);
                }}
              >
                <option value="">{t("no")}</option>
                {scopes.map((scope) => (
                  <option key={scope} value={scope}>
                    {scopes.length === 1 ? t("yes") : t(`reach.${scope}`)}
                  </option>
                ))}
              </Select>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
