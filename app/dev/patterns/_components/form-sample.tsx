"use client";

import { Building2, User } from "lucide-react";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { ComboboxField } from "@/app/_ui/patterns/form/combobox-field";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { MoneyField } from "@/app/_ui/patterns/form/money-field";
import { PhoneField } from "@/app/_ui/patterns/form/phone-field";
import { RadioCardsField } from "@/app/_ui/patterns/form/radio-cards-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { CITIES, PLANS, pause, refuseEmail } from "./samples";
import { Section } from "./section";

const schema = z.object({
  kind: z.enum(["person", "company"]),
  name: z.string().trim().min(1).max(80),
  email: z.union([z.literal(""), z.email()]),
  phone: z.string(),
  plan: z.string().min(1),
  city: z.string().nullable(),
  price: z.number().int().min(0).nullable(),
  start: z.string(),
  portal: z.boolean(),
  notes: z.string().max(300),
});

/** Every kind of field, what the schema refuses, what the server refuses, and a draft that survives. */
export function FormSample() {
  const t = useTranslations("patterns.demo");
  const common = useTranslations("common");
  const form = useAppForm({
    schema,
    defaultValues: {
      kind: "person",
      name: "",
      email: "",
      phone: "",
      plan: "",
      city: null,
      price: null,
      start: "",
      portal: true,
      notes: "",
    },
  });
  return (
    <Section title={t("forms")}>
      <Form
        form={form}
        draftKey="patterns.sample"
        submitLabel={common("save")}
        onSubmit={async (values) => {
          await pause();
          if (values.email === "usado@correo.pe") throw refuseEmail(t("refused"));
          showToast(t("saved"));
        }}
      >
        <RadioCardsField
          form={form}
          name="kind"
          label={t("kind")}
          options={[
            { value: "person", label: t("person"), hint: t("personHint"), icon: User },
            { value: "company", label: t("business"), hint: t("businessHint"), icon: Building2 },
          ]}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField form={form} name="name" label={t("name")} autoComplete="off" />
          <TextField
            form={form}
            name="email"
            label={t("email")}
            type="email"
            hint={t("emailHint")}
            optional
          />
          <PhoneField form={form} name="phone" label={t("phone")} country="PE" optional />
          <SelectField form={form} name="plan" label={t("plan")} placeholder="—" options={PLANS} />
          <ComboboxField form={form} name="city" label={t("city")} options={CITIES} optional />
          <MoneyField form={form} name="price" label={t("price")} currency="PEN" optional />
          <DateField form={form} name="start" label={t("start")} optional />
        </div>
        <SwitchField form={form} name="portal" label={t("portal")} hint={t("portalHint")} />
        <TextareaField form={form} name="notes" label={t("notes")} optional />
      </Form>
    </Section>
  );
}
