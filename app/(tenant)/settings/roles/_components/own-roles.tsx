"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { CustomRoleDto, RoleChoice } from "@/server/modules/people/schema";

const FIXED = ["owner", "admin", "agent", "finance", "technician"] as const;

type OwnRolesProps = {
  roles: readonly CustomRoleDto[];
  onEdit: (role: CustomRoleDto) => void;
  onArchive: (role: CustomRoleDto) => void;
  onLook: (choice: RoleChoice) => void;
  busy: boolean;
};

/** Every role, the fixed ones first: look as it, and change the company's own. */
export function OwnRoles({ roles, onEdit, onArchive, onLook, busy }: OwnRolesProps) {
  const t = useTranslations("roles");
  const names = useTranslations("role");
  const may = useMay()("role.manage");
  const lookButton = (name: string, choice: RoleChoice) =>
    may && (
      <Button
        size="sm"
        disabled={busy}
        aria-label={t("lookAs", { role: name })}
        onClick={() => onLook(choice)}
      >
        <Eye aria-hidden />
        {t("look")}
      </Button>
    );
  return (
    <Card className="mb-8">
      <ul className="divide-y divide-(--border)">
        {FIXED.map((role) => (
          <li key={role} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
            <span className="min-w-0 flex-1">
              <span className="font-medium">{names(role)}</span>{" "}
              <span className="text-muted">· {t("fixed")}</span>
            </span>
            {lookButton(names(role), { role })}
          </li>
        ))}
        {roles.map((role) => (
          <li key={role.id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
            <span className="min-w-0 flex-1 basis-48">
              <span className="font-medium break-words">{role.name}</span>{" "}
              <span className="text-muted">
                · {t("basedOn", { role: names(role.basedOn) })} ·{" "}
                {t("holders", { count: role.members })}
              </span>
              {role.description && (
                <span className="block text-muted break-words">{role.description}</span>
              )}
            </span>
            {lookButton(role.name, { customRoleId: role.id })}
            {may && (
              <span className="flex gap-2">
                <Button
                  size="sm"
                  aria-label={t("editOf", { role: role.name })}
                  onClick={() => onEdit(role)}
                >
                  {t("edit")}
                </Button>
                <Button
                  size="sm"
                  aria-label={t("archiveOf", { role: role.name })}
                  onClick={() => onArchive(role)}
                >
                  {t("archive")}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
