"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { createTaxClassInput } from "@/server/modules/catalog/taxes/schema";
import { today } from "../../_components/today";

/** A tax that the country's list does not have. */
export function TaxClassDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("catalog");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const create = useMutation(
    api.catalog.createTaxClass.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.catalog.pathFilter()),
    }),
  );
  const form = useAppForm({
    schema: createTaxClassInput,
    defaultValues: { code: "", name: "", rate: "", validFrom: today(), source: "" },
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("newTax")}>
      <Form
        form={form}
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await create.mutateAsync(values);
          onClose();
        }}
      >
        <TextField form={form} name="name" label={t("name")} maxLength={80} />
        <TextField form={form} name="code" label={t("code")} maxLength={20} />
        <TextField form={form} name="rate" label={t("ratePercent")} inputMode="decimal" />
        <DateField form={form} name="validFrom" label={t("validFrom")} />
        <TextField form={form} name="source" label={t("source")} maxLength={200} optional />
      </Form>
    </Dialog>
  );
}
