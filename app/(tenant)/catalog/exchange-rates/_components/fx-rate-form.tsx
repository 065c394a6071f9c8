"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { setFxRateInput } from "@/server/modules/catalog/rates/schema";

type FxRateDialogProps = { today: string; currency: string; own: string; onClose: () => void };

/** A day's exchange rate, by hand. */
export function FxRateDialog({ today, currency, own, onClose }: FxRateDialogProps) {
  const t = useTranslations("catalog");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const set = useMutation(
    api.catalog.setFxRate.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.catalog.pathFilter()),
    }),
  );
  const form = useAppForm({
    schema: setFxRateInput,
    defaultValues: { currency, onDay: today, rate: "" },
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("newRate")}>
      <Form
        form={form}
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await set.mutateAsync(values);
          onClose();
        }}
      >
        <TextField
          form={form}
          name="currency"
          label={t("currency")}
          hint={t("currencyHint")}
          maxLength={3}
        />
        <DateField form={form} name="onDay" label={t("day")} />
        <TextField
          form={form}
          name="rate"
          label={t("rate")}
          hint={t("rateOfHint", { own })}
          inputMode="decimal"
        />
      </Form>
    </Dialog>
  );
}
