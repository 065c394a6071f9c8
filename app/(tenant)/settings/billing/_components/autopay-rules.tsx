"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Card } from "@/app/_ui/primitives/card";
import {
  type AutopaySettings,
  autopaySettings,
} from "@/server/modules/payments/cards/autopay-schema";

/** `1, 3, 5` as a person writes it; what is no list of days is said beside the field. */
const days = z
  .string()
  .trim()
  .regex(/^(?:\d{1,2}(?:\s*,\s*\d{1,2}){0,4})?$/, "retry_days_shape")
  .transform((text) => (text === "" ? [] : text.split(",").map(Number)))
  .pipe(autopaySettings.shape.retryDays.unwrap());
const fields = z.object({
  offered: z.boolean(),
  daysBefore: z.coerce.number<string>(),
  hour: z.coerce.number<string>(),
  retryDays: days,
});

/** When kept cards are charged, and when again after a bank's no. */
export function AutopayRules() {
  const t = useTranslations("billingRun.autopay");
  const api = useTRPC();
  const cache = useQueryClient();
  const kept = useQuery(api.tenants.getSettings.queryOptions({ module: "autopay" }));
  const update = useMutation(api.tenants.updateSettings.mutationOptions());
  return (
    <Card className="mt-6 p-5" aria-labelledby="autopay">
      <h2 id="autopay" className="text-base font-semibold">
        {t("title")}
      </h2>
      <p className="mt-1 mb-4 text-muted">{t("text")}</p>
      <QueryView query={kept}>
        {({ version, data }) => (
          <RulesForm
            key={version}
            kept={autopaySettings.parse(data)}
            save={async (next) => {
              await update.mutateAsync({ module: "autopay", version, data: next });
              showToast(t("saved"));
              await cache.invalidateQueries(api.tenants.pathFilter());
            }}
          />
        )}
      </QueryView>
    </Card>
  );
}

type RulesFormProps = { kept: AutopaySettings; save: (next: AutopaySettings) => Promise<void> };

function RulesForm({ kept, save }: RulesFormProps) {
  const t = useTranslations("billingRun.autopay");
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: {
      ...{ offered: kept.offered, daysBefore: String(kept.daysBefore), hour: String(kept.hour) },
      retryDays: kept.retryDays.join(", "),
    },
  });
  const options = (count: number, label: (value: number) => string) =>
    Array.from({ length: count }, (_, value) => ({ value: String(value), label: label(value) }));
  return (
    <Form form={form} submitLabel={t("save")} onSubmit={save}>
      <SwitchField form={form} name="offered" label={t("offered")} hint={t("offeredHint")} />
      <div className="grid items-start gap-4 xl:grid-cols-3">
        <SelectField
          form={form}
          name="daysBefore"
          label={t("day")}
          hint={t("dayHint")}
          options={options(16, (count) => t("daysBefore", { count }))}
        />
        <SelectField
          form={form}
          name="hour"
          label={t("hour")}
          options={options(24, (hour) => `${String(hour).padStart(2, "0")}:00`)}
        />
        <TextField form={form} name="retryDays" label={t("retry")} hint={t("retryHint")} />
      </div>
    </Form>
  );
}
