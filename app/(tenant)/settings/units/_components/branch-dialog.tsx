"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { PhoneField } from "@/app/_ui/patterns/form/phone-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { type BranchDto, createBranchInput, type UnitDto } from "@/server/modules/tenants/schema";

type BranchDialogProps = {
  branch: BranchDto | undefined;
  units: readonly UnitDto[];
  onClose: () => void;
};

/** The form's own shape: an empty choice of the list is no unit. */
const fields = createBranchInput
  .pick({ name: true, code: true, address: true, phone: true })
  .extend({ unit: z.string() });

/** Adds or changes a place of work. */
export function BranchDialog({ branch, units, onClose }: BranchDialogProps) {
  const t = useTranslations("units");
  const api = useTRPC();
  const tenant = useQuery(api.tenants.get.queryOptions());
  const save = useSaveBranch(branch, onClose);
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: {
      name: branch?.name ?? "",
      code: branch?.code ?? "",
      address: branch?.address ?? "",
      phone: branch?.phone ?? "",
      unit: branch?.businessUnitId ?? "",
    },
  });
  const inUse = units.filter(({ archivedAt }) => !archivedAt);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={branch ? t("editTitle", { name: branch.name }) : t("addBranch")}
    >
      <Form form={form} unguarded submitLabel={t("save")} onCancel={onClose} onSubmit={save}>
        <TextField form={form} name="name" label={t("name")} maxLength={80} />
        <TextField form={form} name="code" label={t("code")} hint={t("codeHint")} maxLength={12} />
        <TextField form={form} name="address" label={t("address")} maxLength={240} optional />
        <PhoneField
          form={form}
          name="phone"
          label={t("phone")}
          country={tenant.data?.country ?? "PE"}
          optional
        />
        <SelectField
          form={form}
          name="unit"
          label={t("unit")}
          hint={t("unitHint")}
          placeholder={t("everyUnit")}
          options={inUse.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form>
    </Dialog>
  );
}

function useSaveBranch(branch: BranchDto | undefined, onClose: () => void) {
  const api = useTRPC();
  const cache = useQueryClient();
  const create = useMutation(api.tenants.createBranch.mutationOptions());
  const update = useMutation(api.tenants.updateBranch.mutationOptions());
  return async ({ unit, ...values }: z.output<typeof fields>) => {
    const input = { ...values, businessUnitId: unit || null };
    await (branch
      ? update.mutateAsync({ branchId: branch.id, ...input })
      : create.mutateAsync(input));
    await cache.invalidateQueries(api.tenants.pathFilter());
    onClose();
  };
}
