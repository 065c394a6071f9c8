"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { z } from "zod";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { type AppForm, useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Card } from "@/app/_ui/primitives/card";
import type { BillingSettings } from "@/server/modules/billing/settings/schema";
import { type SettingsFields, settingsFields, toFields, toSettings } from "./settings-fields";

type Props = {
  data: BillingSettings;
  currency: string;
  onSave: (data: BillingSettings) => Promise<void>;
};
type Fields = AppForm<SettingsFields, z.output<typeof settingsFields>>;

export function BillingSettingsForm({ data, currency, onSave }: Props) {
  const t = useTranslations("billingRun.settings");
  const form = useAppForm<SettingsFields, z.output<typeof settingsFields>>({
    schema: settingsFields,
    defaultValues: toFields(data),
  });
  return (
    <Form
      form={form}
      submitLabel={t("save")}
      onSubmit={(fields) => onSave(toSettings(fields, data))}
    >
      <When form={form} />
      <What form={form} currency={currency} />
      <Fees form={form} currency={currency} />
    </Form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="p-5">
      <h2 className="mb-4 text-base font-semibold">{title}</h2>
      <div className="grid items-start gap-4 xl:grid-cols-2">{children}</div>
    </Card>
  );
}

const HOURS = Array.from({ length: 22 }, (_, index) => String(index + 2));

function When({ form }: { form: Fields }) {
  const t = useTranslations("billingRun.settings");
  return (
    <Part title={t("when")}>
      <TextField
        form={form}
        name="dueDays"
        label={t("dueDays")}
        hint={t("dueDaysHint")}
        inputMode="numeric"
      />
      <TextField
        form={form}
        name="prepaidLeadDays"
        label={t("leadDays")}
        hint={t("leadDaysHint")}
        inputMode="numeric"
      />
      <SwitchField form={form} name="autoPlan" label={t("autoPlan")} hint={t("autoPlanHint")} />
      <SwitchField
        form={form}
        name="autoApprove"
        label={t("autoApprove")}
        hint={t("autoApproveHint")}
      />
      <SelectField
        form={form}
        name="runHour"
        label={t("runHour")}
        options={HOURS.map((value) => ({ value, label: `${value.padStart(2, "0")}:00` }))}
      />
    </Part>
  );
}

function What({ form, currency }: { form: Fields; currency: string }) {
  const t = useTranslations("billingRun.settings");
  const choices = <V extends string>(name: string, values: readonly V[]) =>
    values.map((value) => ({ value, label: t(`${name}_${value}` as "basis_actual") }));
  return (
    <Part title={t("what")}>
      <SelectField
        form={form}
        name="prorationBasis"
        label={t("basis")}
        options={choices("basis", ["actual", "thirty"])}
      />
      <SelectField
        form={form}
        name="firstPartial"
        label={t("first")}
        hint={t("firstHint")}
        options={choices("first", ["alone", "merged"])}
      />
      <SelectField
        form={form}
        name="suspended"
        label={t("suspended")}
        options={choices("suspended", ["all", "activeDays", "skipFullySuspended"])}
      />
      <TextField
        form={form}
        name="minimumInvoice"
        label={t("minimum", { currency })}
        hint={t("minimumHint")}
        inputMode="decimal"
      />
    </Part>
  );
}

function Fees({ form, currency }: { form: Fields; currency: string }) {
  const t = useTranslations("billingRun.settings");
  const [late, reconnection, basis] = form.watch(["hasLateFee", "hasReconnectionFee", "lateBasis"]);
  return (
    <Part title={t("fees")}>
      <SwitchField form={form} name="hasLateFee" label={t("lateFee")} hint={t("lateFeeHint")} />
      <SwitchField
        form={form}
        name="hasReconnectionFee"
        label={t("reconnectionFee")}
        hint={t("reconnectionHint")}
      />
      {late && (
        <>
          <SelectField
            form={form}
            name="lateBasis"
            label={t("lateBasis")}
            options={(["percent", "fixed"] as const).map((value) => ({
              value,
              label: t(`late_${value}`),
            }))}
          />
          <TextField
            form={form}
            name="lateValue"
            label={basis === "percent" ? t("latePercent") : t("lateAmount", { currency })}
            inputMode="decimal"
          />
          <TextField
            form={form}
            name="lateAfterDays"
            label={t("lateAfter")}
            hint={t("lateAfterHint")}
            inputMode="numeric"
          />
        </>
      )}
      {reconnection && (
        <>
          <TextField
            form={form}
            name="reconnectionAmount"
            label={t("reconnectionAmount", { currency })}
            inputMode="decimal"
          />
          <SwitchField
            form={form}
            name="reconnectionOnPromise"
            label={t("reconnectionOnPromise")}
            hint={t("reconnectionOnPromiseHint")}
          />
        </>
      )}
    </Part>
  );
}
