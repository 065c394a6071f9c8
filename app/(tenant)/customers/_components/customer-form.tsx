"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { PhoneField } from "@/app/_ui/patterns/form/phone-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { type CustomerDto, customerForm, type CustomerForm } from "@/server/modules/crm/schema";
import { DuplicateHint } from "./duplicate-hint";
import { OwnFieldInputs, ownValues } from "./own-field-inputs";
import { TaxIdFields } from "./tax-id-fields";
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
  const fields = useQuery(api.customers.listFields.queryOptions({}));
  const company = useQuery(api.tenants.get.queryOptions());
  return (
    <Dialog open onOpenChange={onClose} title={customer ? t("edit") : t("new")}>
      {fields.data && company.data && (
        <Fields
          customer={customer}
          country={company.data.country}
          ownFields={fields.data.filter(({ archivedAt }) => archivedAt === null)}
          submitLabel={common("save")}
          onCancel={onClose}
          onSubmit={async (values) => {
            const saved = customer
              ? await update.mutateAsync({ ...values, customerId: customer.id })
              : await create.mutateAsync(values);
            // Closing may take `?new` off the address: what follows goes last, and stands.
            onClose();
            onSaved(saved);
          }}
        />
      )}
    </Dialog>
  );
}

export type CustomerFormInput = z.input<typeof customerForm>;
type CustomerFormProps = {
  customer: CustomerDto | undefined;
  country: string;
  ownFields: Parameters<typeof ownValues>[0];
  submitLabel: string;
  onCancel: () => void;
  onSubmit: (values: CustomerForm) => Promise<unknown>;
};

function Fields(props: CustomerFormProps) {
  const { customer, country, ownFields, submitLabel, onCancel, onSubmit } = props;
  const t = useTranslations("customers");
  const status = useTranslations("status");
  const { owners, units } = useCustomerChoices();
  const form = useAppForm<CustomerFormInput, CustomerForm>({
    schema: customerForm,
    defaultValues: {
      ...valuesOf(customer, country),
      custom: ownValues(ownFields, customer?.custom),
    },
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
      <TaxIdFields form={form} />
      <DuplicateHint form={form} customerId={customer?.id} />
      <TextField form={form} name="email" label={t("email")} type="email" {...optional} />
      <PhoneField form={form} name="phone" label={t("phone")} country={country} {...optional} />
      <TextField form={form} name="city" label={t("city")} maxLength={80} {...optional} />
      <TextField
        form={form}
        name="legalName"
        label={t("legalName")}
        hint={t("legalNameHint")}
        maxLength={200}
        {...optional}
      />
      <TextField form={form} name="category" label={t("category")} maxLength={60} {...optional} />
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
      <OwnFieldInputs form={form} fields={ownFields} />
    </Form>
  );
}

/** What the inputs begin with: they know no null. */
const valuesOf = (customer: CustomerDto | undefined, country: string) => ({
  kind: customer?.kind ?? ("person" as const),
  name: customer?.name ?? "",
  email: customer?.email ?? "",
  phone: customer?.phone ?? "",
  city: customer?.city ?? "",
  status: customer?.status ?? ("active" as const),
  businessUnitId: customer?.businessUnitId ?? "",
  taxCountry: customer?.taxCountry || country,
  taxIdKind: customer?.taxIdKind ?? "",
  taxId: customer?.taxId ?? "",
  legalName: customer?.legalName ?? "",
  category: customer?.category ?? "",
  ...(customer && { ownerMembershipId: customer.ownerMembershipId ?? "" }),
});
