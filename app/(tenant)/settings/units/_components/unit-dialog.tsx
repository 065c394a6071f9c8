"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import {
  type CreateUnitInput,
  createUnitInput,
  type UnitDto,
} from "@/server/modules/tenants/schema";

/** Adds or changes a line of business. */
export function UnitDialog({ unit, onClose }: { unit: UnitDto | undefined; onClose: () => void }) {
  const t = useTranslations("units");
  const api = useTRPC();
  const cache = useQueryClient();
  const done = {
    onSuccess: async () => {
      await cache.invalidateQueries(api.tenants.pathFilter());
      onClose();
    },
  };
  const create = useMutation(api.tenants.createUnit.mutationOptions(done));
  const update = useMutation(api.tenants.updateUnit.mutationOptions(done));
  const form = useAppForm<z.input<typeof createUnitInput>, CreateUnitInput>({
    schema: createUnitInput,
    defaultValues: {
      name: unit?.name ?? "",
      code: unit?.code ?? "",
      description: unit?.description ?? "",
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={unit ? t("editTitle", { name: unit.name }) : t("addUnit")}
    >
      <Form
        form={form}
        unguarded
        submitLabel={t("save")}
        onCancel={onClose}
        onSubmit={(values) =>
          unit ? update.mutateAsync({ unitId: unit.id, ...values }) : create.mutateAsync(values)
        }
      >
        <TextField form={form} name="name" label={t("name")} maxLength={80} />
        <TextField form={form} name="code" label={t("code")} hint={t("codeHint")} maxLength={12} />
        <TextField form={form} name="description" label={t("purpose")} maxLength={240} optional />
      </Form>
    </Dialog>
  );
}
