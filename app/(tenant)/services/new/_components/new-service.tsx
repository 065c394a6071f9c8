"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ComboboxField } from "@/app/_ui/patterns/form/combobox-field";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { RadioCardsField } from "@/app/_ui/patterns/form/radio-cards-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { type AppForm, useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Card } from "@/app/_ui/primitives/card";
import { serviceForm, type ServiceForm } from "@/server/modules/subscriptions/forms-schema";
import type { z } from "zod";
import { usePlanChoices } from "../../_components/use-service-filters";

type Values = z.input<typeof serviceForm>;
type Handle = { form: AppForm<Values, ServiceForm> };

/** Subscribes a customer to a plan. */
export function NewService({ customerId }: { customerId?: string }) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const create = useMutation(
    api.services.create.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.services.pathFilter()),
    }),
  );
  const form = useAppForm<Values, ServiceForm>({
    schema: serviceForm,
    defaultValues: {
      ...{ customerId: customerId ?? "", itemId: "", label: "", quantity: "1", gate: "none" },
      ...{ anchor: "", startsOn: "", ownPrice: "", enforcementRef: "", addressId: "" },
      priceBookId: "",
    },
  });
  return (
    <>
      <PageHeader title={t("new")} description={t("newDescription")} />
      <Card className="max-w-2xl p-4 sm:p-6">
        <Form
          form={form}
          submitLabel={t("create")}
          onCancel={() => router.back()}
          onSubmit={async ({ anchor, startsOn, ...values }) => {
            const made = await create.mutateAsync({
              ...values,
              anchorDay: anchor ? Number(anchor) : null,
              ...(startsOn && { startsOn }),
            });
            router.push(`/services/${made.id}`);
          }}
        >
          <Who form={form} {...(customerId && { customerId })} />
          <What form={form} />
          <Beginning form={form} />
        </Form>
      </Card>
    </>
  );
}

function Who({ form, customerId }: Handle & { customerId?: string }) {
  const t = useTranslations("services");
  const api = useTRPC();
  const [search, setSearch] = useState("");
  const found = useQuery({
    ...api.customers.list.queryOptions({ search, limit: 20 }),
    placeholderData: keepPreviousData,
  });
  const given = useQuery({
    ...api.customers.get.queryOptions({ customerId: customerId ?? "" }),
    enabled: customerId !== undefined,
  });
  const chosen = form.watch("customerId");
  const details = useQuery({
    ...api.customers.details.queryOptions({ customerId: chosen }),
    enabled: chosen !== "" && chosen !== null,
  });
  const listed = found.data?.items ?? [];
  const rows = given.data ? [given.data, ...listed.filter(({ id }) => id !== customerId)] : listed;
  return (
    <>
      <ComboboxField
        form={form}
        name="customerId"
        label={t("customer")}
        placeholder={t("customerSearch")}
        onSearch={setSearch}
        options={rows.map(({ id, name, number }) => ({
          value: id,
          label: name,
          detail: `#${number}`,
        }))}
      />
      <SelectField
        form={form}
        name="addressId"
        label={t("address")}
        placeholder={t("noAddress")}
        optional
        options={(details.data?.addresses ?? []).map((one) => ({
          value: one.id,
          label: [one.label, one.street, one.district].filter(Boolean).join(", "),
        }))}
      />
    </>
  );
}

function What({ form }: Handle) {
  const t = useTranslations("services");
  const api = useTRPC();
  const plans = usePlanChoices();
  const books = useQuery(api.catalog.listBooks.queryOptions());
  const others = (books.data ?? []).filter(
    ({ isDefault, archivedAt }) => !isDefault && archivedAt === null,
  );
  return (
    <>
      <ComboboxField form={form} name="itemId" label={t("plan")} options={plans} />
      <TextField form={form} name="label" label={t("label")} hint={t("labelHint")} optional />
      {others.length > 0 && (
        <SelectField
          form={form}
          name="priceBookId"
          label={t("book")}
          placeholder={t("defaultBook")}
          options={others.map(({ id, name, currency }) => ({
            value: id,
            label: `${name} · ${currency}`,
          }))}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="quantity" label={t("quantity")} inputMode="decimal" />
        <TextField
          form={form}
          name="ownPrice"
          label={t("ownPrice")}
          hint={t("ownPriceHint")}
          inputMode="decimal"
          optional
        />
      </div>
      <TextField
        form={form}
        name="enforcementRef"
        label={t("reference")}
        hint={t("referenceHint")}
        optional
      />
    </>
  );
}

function Beginning({ form }: Handle) {
  const t = useTranslations("services");
  const gate = form.watch("gate");
  const days = Array.from({ length: 31 }, (_, at) => String(at + 1));
  return (
    <>
      <RadioCardsField
        form={form}
        name="gate"
        label={t("gate")}
        options={[
          { value: "none", label: t("gateNone"), hint: t("gateNoneHint") },
          { value: "install", label: t("gateInstall"), hint: t("gateInstallHint") },
          { value: "payment", label: t("gatePayment"), hint: t("gatePaymentHint") },
          { value: "both", label: t("gateBoth"), hint: t("gateBothHint") },
        ]}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {gate === "none" && (
          <DateField
            form={form}
            name="startsOn"
            label={t("startsOn")}
            hint={t("startsOnHint")}
            optional
          />
        )}
        <SelectField
          form={form}
          name="anchor"
          label={t("anchor")}
          placeholder={t("anchorPlan")}
          optional
          options={days.map((day) => ({ value: day, label: t("billDayValue", { day }) }))}
        />
      </div>
    </>
  );
}
