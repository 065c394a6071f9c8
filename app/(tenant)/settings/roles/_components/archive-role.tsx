"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Select } from "@/app/_ui/primitives/input";
import type { CustomRoleDto, RoleChoice } from "@/server/modules/people/schema";

const FIXED = ["admin", "agent", "finance", "technician"] as const;

type ArchiveRoleProps = {
  role: CustomRoleDto;
  others: readonly CustomRoleDto[];
  onClose: () => void;
};

/** Takes a role out of use, and asks which one its holders get. */
export function ArchiveRole({ role, others, onClose }: ArchiveRoleProps) {
  const t = useTranslations("roles");
  const names = useTranslations("role");
  const api = useTRPC();
  const cache = useQueryClient();
  const [next, setNext] = useState<string>(role.basedOn);
  const archive = useMutation(
    api.people.archiveRole.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.people.pathFilter()),
    }),
  );
  const count = role.members + role.invitations;
  const fixed = FIXED.find((name) => name === next);
  const replacement: RoleChoice = fixed ? { role: fixed } : { customRoleId: next };
  return (
    <ConfirmAction
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("archiveOf", { role: role.name })}
      confirmLabel={t("archive")}
      onConfirm={() =>
        archive.mutateAsync({ customRoleId: role.id, ...(count > 0 && { replacement }) })
      }
    >
      <p>{t("archiveText", { count })}</p>
      {count > 0 && (
        <FormField label={t("replacement")}>
          {(control) => (
            <Select {...control} value={next} onChange={({ target }) => setNext(target.value)}>
              {FIXED.map((name) => (
                <option key={name} value={name}>
                  {names(name)}
                </option>
              ))}
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      )}
    </ConfirmAction>
  );
}
