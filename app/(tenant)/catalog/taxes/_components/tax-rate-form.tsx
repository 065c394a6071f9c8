"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { setTaxRateInput, type TaxClassDto } from "@/server/modules/catalog/taxes/schema";

/** A tax's rate from a day on, with the law that says so. */
export function TaxRateDialog({
  taxClass,
  onClose,
}: {
  taxClass: TaxClassDto;
  onClose: () => void;
}) {
  const t = useTranslations("catalog");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const set = useMutation(
    api.catalog.setTaxRate.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.catalog.pathFilter()),
    }),
  );
  const form = useAppForm({
    schema: setTaxRateInput,
    defaultValues: { taxClassId: taxClass.id, rate: "", validFrom: "", source: "" },
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("setRateOf", { name: taxClass.name })}>
      <Form
        form={form}
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await set.mutateAsync(values);
          onClose();
        }}
      >
        <TextField form={form} name="rate" label={t("ratePercent")} inputMode="decimal" />
        <DateField form={form} name="validFrom" label={t("validFrom")} hint={t("rateHint")} />
        <TextField
          form={form}
          name="source"
          label={t("source")}
          hint={t("sourceHint")}
          maxLength={200}
        />
      </Form>
    </Dialog>
  );
}
