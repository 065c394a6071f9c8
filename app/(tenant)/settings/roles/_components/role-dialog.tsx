"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import type { CustomGrants } from "@/server/auth/grants";
import { createRoleInput, type CustomRoleDto } from "@/server/modules/people/schema";
import type { z } from "zod";
import { GrantFields } from "./grant-fields";

const FIXED = ["admin", "agent", "finance", "technician", "owner"] as const;
const fields = createRoleInput.pick({ name: true, description: true, basedOn: true });
type Values = z.input<typeof fields>;

/** Makes a role as a copy of a fixed one, or changes what one of the company's own holds. */
export function RoleDialog({
  role,
  onClose,
}: {
  role: CustomRoleDto | undefined;
  onClose: () => void;
}) {
  const t = useTranslations("roles");
  const names = useTranslations("role");
  const [grants, setGrants] = useState<CustomGrants>(role?.grants ?? {});
  const save = useSaveRole(role, grants, onClose);
  const form = useAppForm<Values, z.output<typeof fields>>({
    schema: fields,
    defaultValues: {
      name: role?.name ?? "",
      description: role?.description ?? "",
      basedOn: role?.basedOn ?? "agent",
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={role ? t("editOf", { role: role.name }) : t("create")}
      className={role ? "sm:w-[40rem]" : undefined}
    >
      <Form form={form} unguarded submitLabel={t("save")} onCancel={onClose} onSubmit={save}>
        <TextField form={form} name="name" label={t("name")} maxLength={80} />
        <TextField form={form} name="description" label={t("purpose")} maxLength={200} optional />
        {role ? (
          <GrantFields grants={grants} onChange={setGrants} />
        ) : (
          <SelectField
            form={form}
            name="basedOn"
            label={t("copyOf")}
            hint={t("copyHint")}
            options={FIXED.map((value) => ({ value, label: names(value) }))}
          />
        )}
      </Form>
    </Dialog>
  );
}

function useSaveRole(role: CustomRoleDto | undefined, grants: CustomGrants, onClose: () => void) {
  const api = useTRPC();
  const cache = useQueryClient();
  const create = useMutation(api.people.createRole.mutationOptions());
  const update = useMutation(api.people.updateRole.mutationOptions());
  return async ({ basedOn, ...words }: z.output<typeof fields>) => {
    await (role
      ? update.mutateAsync({ customRoleId: role.id, ...words, grants })
      : create.mutateAsync({ basedOn, ...words }));
    await cache.invalidateQueries(api.people.pathFilter());
    onClose();
  };
}
