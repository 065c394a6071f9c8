"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { type CustomFieldDto, FIELD_TYPES } from "@/server/modules/crm/rules/fields-schema";

/** One option a line; twice the same is once. */
const linesOf = (text: string) => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];
const fields = z
  .object({
    label: z.string().trim().min(1, "name_required").max(60),
    type: z.enum(FIELD_TYPES),
    options: z.string().max(8_000),
    required: z.boolean(),
  })
  .refine(({ type, options }) => type !== "choice" || linesOf(options).length >= 2, {
    path: ["options"],
    message: "field_needs_options",
  });

type FieldDialogProps = {
  entity: CustomFieldDto["entity"];
  field: CustomFieldDto | undefined;
  onClose: () => void;
};

/** A field of the tenant's own, new or to be changed; its type stays what it was. */
export function FieldDialog({ entity, field, onClose }: FieldDialogProps) {
  const t = useTranslations("customFields");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries(api.customers.pathFilter());
  const create = useMutation(api.customers.createField.mutationOptions({ onSuccess }));
  const update = useMutation(api.customers.updateField.mutationOptions({ onSuccess }));
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: {
      label: field?.label ?? "",
      type: field?.type ?? "text",
      options: field?.options.join("\n") ?? "",
      required: field?.required ?? false,
    },
  });
  const type = useWatch({ control: form.control, name: "type" });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={field ? t("edit", { name: field.label }) : t("addField")}
    >
      <Form
        form={form}
        unguarded
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async ({ options, ...values }) => {
          const input = { label: values.label, required: values.required };
          const lines = type === "choice" ? linesOf(options) : [];
          await (field
            ? update.mutateAsync({
                ...input,
                fieldId: field.id,
                ...(type === "choice" && { options: lines }),
              })
            : create.mutateAsync({ ...input, entity, type: values.type, options: lines }));
          onClose();
        }}
      >
        <TextField form={form} name="label" label={t("label")} maxLength={60} />
        <SelectField
          form={form}
          name="type"
          label={t("typeLabel")}
          disabled={field !== undefined}
          options={FIELD_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
        />
        {type === "choice" && (
          <TextareaField
            form={form}
            name="options"
            label={t("options")}
            hint={t("optionsHint")}
            rows={4}
          />
        )}
        <SwitchField form={form} name="required" label={t("required")} hint={t("requiredHint")} />
      </Form>
    </Dialog>
  );
}
