"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFieldArray } from "react-hook-form";
import { ComboboxField } from "@/app/_ui/patterns/form/combobox-field";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { type AppForm, useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { InvoiceDetailDto } from "@/server/modules/billing/schema";
import { useCustomerOptions } from "./customer-picker";
import { draftForm, type DraftForm, type DraftValues, emptyLine, valuesOf } from "./draft-form";
import { DraftPreview } from "./draft-preview";
import { useItemOptions } from "./item-options";

type Props = {
  /** Absent: a new one. */
  invoice?: InvoiceDetailDto;
  customerId?: string;
  onSubmit: (values: DraftForm) => Promise<unknown>;
};
type Handle = AppForm<DraftValues, DraftForm>;

/** A draft's customer and lines, with what it comes to as one writes. */
export function DraftEditor({ invoice, customerId, onSubmit }: Props) {
  const t = useTranslations("invoices");
  const form = useAppForm({ schema: draftForm, defaultValues: valuesOf(invoice, customerId) });
  const { options, search } = useCustomerOptions(form.watch("customerId"));
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
      <Card className="p-4">
        <Form
          form={form}
          submitLabel={t("saveDraft")}
          onSubmit={onSubmit}
          {...(!invoice && { draftKey: "invoices.new" })}
        >
          <ComboboxField
            form={form}
            name="customerId"
            label={t("customer")}
            options={options}
            onSearch={search}
            placeholder={t("chooseCustomer")}
            disabled={invoice !== undefined}
          />
          <Lines form={form} />
          <div className="grid gap-4 sm:grid-cols-2">
            <DateField form={form} name="dueOn" label={t("dueOn")} hint={t("dueHint")} optional />
            <TextField form={form} name="currency" label={t("currency")} maxLength={3} optional />
          </div>
          <TextareaField form={form} name="note" label={t("note")} optional />
        </Form>
      </Card>
      <DraftPreview form={form} />
    </div>
  );
}

function Lines({ form }: { form: Handle }) {
  const t = useTranslations("invoices");
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "lines" });
  return (
    <div className="space-y-3">
      {fields.map((field, index) => (
        <Line
          key={field.id}
          form={form}
          index={index}
          {...(fields.length > 1 && { onRemove: () => remove(index) })}
        />
      ))}
      <Button size="sm" onClick={() => append(emptyLine)}>
        <Plus aria-hidden />
        {t("addLine")}
      </Button>
    </div>
  );
}

type LineProps = { form: Handle; index: number; onRemove?: () => void };

function Line({ form, index, onRemove }: LineProps) {
  const t = useTranslations("invoices");
  const items = useItemOptions();
  const number = index + 1;
  return (
    <fieldset className="space-y-3 rounded-card border border-subtle p-3">
      <legend className="flex items-center gap-2 px-1 font-medium">
        {t("line", { number })}
        {onRemove && (
          <Button
            size="icon"
            variant="quiet"
            aria-label={t("removeLine", { number })}
            onClick={onRemove}
          >
            <Trash2 aria-hidden className="size-4" />
          </Button>
        )}
      </legend>
      <ComboboxField
        form={form}
        name={`lines.${index}.itemId`}
        label={t("item")}
        options={items}
        placeholder={t("freeText")}
        optional
      />
      <TextField
        form={form}
        name={`lines.${index}.description`}
        label={t("lineDescription")}
        maxLength={300}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          form={form}
          name={`lines.${index}.quantity`}
          label={t("quantity")}
          inputMode="decimal"
        />
        <TextField
          form={form}
          name={`lines.${index}.unitPrice`}
          label={t("unitPrice")}
          hint={t("priceHint")}
          inputMode="decimal"
        />
      </div>
      <SwitchField form={form} name={`lines.${index}.taxIncluded`} label={t("taxIncluded")} />
    </fieldset>
  );
}
