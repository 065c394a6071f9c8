"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { FormSection } from "./form-section";
import type { ItemFormHandle } from "./item-form-types";

/** What the network gives: speeds at once, the rest folded. */
export function NetworkFields({ form }: { form: ItemFormHandle }) {
  const t = useTranslations("catalog");
  const speed = { inputMode: "decimal", optional: true } as const;
  const count = { inputMode: "numeric", optional: true } as const;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="downMbps" label={t("downMbps")} inputMode="decimal" />
        <TextField form={form} name="upMbps" label={t("upMbps")} inputMode="decimal" />
      </div>
      <FormSection title={t("networkSection")}>
        <TextField form={form} name="burstDownMbps" label={t("burstDownMbps")} {...speed} />
        <TextField form={form} name="burstUpMbps" label={t("burstUpMbps")} {...speed} />
        <TextField form={form} name="burstSeconds" label={t("burstSeconds")} {...count} />
        <TextField
          form={form}
          name="priority"
          label={t("priority")}
          hint={t("priorityHint")}
          inputMode="numeric"
        />
        <TextField
          form={form}
          name="contention"
          label={t("contention")}
          hint={t("contentionHint")}
          inputMode="numeric"
        />
        <TextField form={form} name="pool" label={t("pool")} maxLength={60} optional />
        <TextField form={form} name="capGb" label={t("capGb")} hint={t("capHint")} {...count} />
        <TextField form={form} name="fupDownMbps" label={t("fupDownMbps")} {...speed} />
        <TextField form={form} name="fupUpMbps" label={t("fupUpMbps")} {...speed} />
        <TextField form={form} name="scheduleFrom" label={t("scheduleFrom")} type="time" optional />
        <TextField
          form={form}
          name="scheduleUntil"
          label={t("scheduleUntil")}
          type="time"
          optional
        />
        <TextField form={form} name="scheduleDownMbps" label={t("scheduleDownMbps")} {...speed} />
        <TextField form={form} name="scheduleUpMbps" label={t("scheduleUpMbps")} {...speed} />
      </FormSection>
    </>
  );
}
