"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { PhoneField } from "@/app/_ui/patterns/form/phone-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { type CustomerDto, customerForm, type CustomerForm } from "@/server/modules/crm/schema";
import { useCustomerChoices } from "./use-customer-filters";

type CustomerFormDialogProps = {
  /** Absent: a new one. */
  customer?: CustomerDto;
  onClose: () => void;
  onSaved: (customer: CustomerDto) => void;
};

/** A customer's data, new or to be corrected: the same schema as the server's. */
export function CustomerFormDialog({ customer, onClose, onSaved }: CustomerFormDialogProps) {
  const t = useTranslations("customers");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries(api.customers.pathFilter());
  const create = useMutation(api.customers.create.mutationOptions({ onSuccess }));
  const update = useMutation(api.customers.update.mutationOptions({ onSuccess }));
  return (
    <Dialog open onOpenChange={onClose} title={customer ? t("edit") : t("new")}>
      <Fields
        customer={customer}
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          const saved = customer
            ? await update.mutateAsync({ ...values, customerId: customer.id })
            : await create.mutateAsync(values);
          onSaved(saved);
          onClose();
        }}
      />
    </Dialog>
  );
}

type CustomerFormProps = {
  customer: CustomerDto | undefined;
  submitLabel: string;
  onCancel: () => void;
  onSubmit: (values: CustomerForm) => Promise<unknown>;
};

function Fields({ customer, submitLabel, onCancel, onSubmit }: CustomerFormProps) {
  const t = useTranslations("customers");
  const status = useTranslations("status");
  const { owners, units } = useCustomerChoices();
  const form = useAppForm({
    schema: customerForm,
    defaultValues: valuesOf(customer),
  });
  const optional = { optional: true } as const;
  return (
    <Form
      form={form}
      submitLabel={submitLabel}
      onCancel={onCancel}
      onSubmit={onSubmit}
      {...(!customer && { draftKey: "customers.new" })}
    >
      <SelectField
        form={form}
        name="kind"
        label={t("kind")}
        options={(["person", "company"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField form={form} name="name" label={t("name")} maxLength={160} />
      <TextField form={form} name="email" label={t("email")} type="email" {...optional} />
      <PhoneField form={form} name="phone" label={t("phone")} country="PE" {...optional} />
      <TextField form={form} name="city" label={t("city")} maxLength={80} {...optional} />
      <SelectField
        form={form}
        name="status"
        label={t("status")}
        options={(["active", "lead", "former"] as const).map((value) => ({
          value,
          label: status(value),
        }))}
      />
      <SelectField
        form={form}
        name="businessUnitId"
        label={t("unit")}
        placeholder={t("noUnit")}
        options={units}
      />
      {customer && (
        <SelectField
          form={form}
          name="ownerMembershipId"
          label={t("owner")}
          placeholder={t("nobody")}
          options={owners}
        />
      )}
    </Form>
  );
}

/** What the inputs begin with: they know no null. */
const valuesOf = (customer: CustomerDto | undefined) => ({
  kind: customer?.kind ?? ("person" as const),
  name: customer?.name ?? "",
  email: customer?.email ?? "",
  phone: customer?.phone ?? "",
  city: customer?.city ?? "",
  status: customer?.status ?? ("active" as const),
  businessUnitId: customer?.businessUnitId ?? "",
  ...(customer && { ownerMembershipId: customer.ownerMembershipId ?? "" }),
});
