"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Badge } from "@/app/_ui/primitives/badge";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { billingTermsForm, type CustomerDto } from "@/server/modules/crm/schema";
import { IconButton } from "@/app/_ui/patterns/icon-button";

const CURRENCIES = ["PEN", "ARS", "BRL", "CLP", "COP", "MXN", "USD", "EUR"];

/** In which currency and how soon it pays, and whether it is ever reminded; else the company's own rules. */
export function BillingTerms({ customer, fixed }: { customer: CustomerDto; fixed: boolean }) {
  const t = useTranslations("customer");
  const [open, setOpen] = useState(false);
  const { currency, dueDays, dunningExempt, dunningExemptReason } = customer;
  const words = [
    currency ?? t("companyCurrency"),
    dueDays === null ? t("companyDueDays") : t("dueDays", { days: dueDays }),
  ];
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0">
        {words.join(" · ")} {dunningExempt && <Badge tone="info">{t("exempt")}</Badge>}
        {dunningExempt && (
          <span className="block text-[0.8125rem] text-muted">{dunningExemptReason}</span>
        )}
      </span>
      {!fixed && <IconButton icon={Pencil} label={t("editTerms")} onClick={() => setOpen(true)} />}
      {open && <TermsDialog customer={customer} onClose={() => setOpen(false)} />}
    </span>
  );
}

function TermsDialog({ customer, onClose }: { customer: CustomerDto; onClose: () => void }) {
  const t = useTranslations("customer");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(
    api.customers.update.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.customers.pathFilter()),
    }),
  );
  const form = useAppForm<z.input<typeof billingTermsForm>, z.output<typeof billingTermsForm>>({
    schema: billingTermsForm,
    defaultValues: {
      currency: customer.currency ?? "",
      dueDays: customer.dueDays === null ? "" : String(customer.dueDays),
      dunningExempt: customer.dunningExempt,
      dunningExemptReason: customer.dunningExemptReason,
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("terms")}>
      <Form
        form={form}
        unguarded
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await update.mutateAsync({ ...values, customerId: customer.id });
          onClose();
        }}
      >
        <SelectField
          form={form}
          name="currency"
          label={t("currency")}
          placeholder={t("companyCurrency")}
          options={CURRENCIES.map((value) => ({ value, label: value }))}
        />
        <TextField
          form={form}
          name="dueDays"
          label={t("dueDaysLabel")}
          hint={t("dueDaysHint")}
          inputMode="numeric"
          maxLength={3}
          optional
        />
        <SwitchField form={form} name="dunningExempt" label={t("exempt")} hint={t("exemptHint")} />
        <TextField
          form={form}
          name="dunningExemptReason"
          label={t("exemptReason")}
          maxLength={300}
          optional
        />
      </Form>
    </Dialog>
  );
}
