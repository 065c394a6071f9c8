"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input, Select } from "@/app/_ui/primitives/input";
import { countryHabits } from "./country-habits";

type NewTenant = {
  slug: string;
  name: string;
  country: string;
  timeZone: string;
  currency: string;
  locale: "es" | "en" | "pt";
  planCode: string | null;
  owner: { email: string; name: string };
};

type TenantFormProps = { busy: boolean; error: unknown; onSubmit: (input: NewTenant) => void };

/** Name, address, country, plan and owner; zone, currency and language follow from the country. */
export function TenantForm({ busy, error, onSubmit }: TenantFormProps) {
  const t = useTranslations("tenants");
  const plans = useQuery(useTRPC().platform.listPlans.queryOptions());
  const countryName = new Intl.DisplayNames([useLocale()], { type: "region" });
  const wrong = fieldErrors(error);
  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const habits = countryHabits[text("country")] ?? countryHabits.PE;
    if (!habits) return;
    onSubmit({
      slug: text("slug").toLowerCase(),
      name: text("name"),
      country: text("country"),
      ...habits,
      planCode: text("planCode") || null,
      owner: { email: text("ownerEmail"), name: text("ownerName") },
    });
  };
  return (
    <form
      className="grid gap-4 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      {Boolean(error) && (
        <div className="sm:col-span-2">
          <ErrorNotice error={error} />
        </div>
      )}
      <FormField label={t("name")} error={wrong.name}>
        {(control) => <Input {...control} name="name" required maxLength={80} />}
      </FormField>
      <FormField label={t("slug")} hint={t("slugHint")} error={wrong.slug}>
        {(control) => (
          <Input
            {...control}
            name="slug"
            required
            maxLength={40}
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </FormField>
      <FormField label={t("country")} error={wrong.country}>
        {(control) => (
          <Select {...control} name="country" defaultValue="PE">
            {Object.keys(countryHabits).map((code) => (
              <option key={code} value={code}>
                {countryName.of(code)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField label={t("plan")} error={wrong.planCode}>
        {(control) => (
          <Select {...control} name="planCode">
            <option value="">{t("noPlan")}</option>
            {plans.data?.map((plan) => (
              <option key={plan.code} value={plan.code}>
                {plan.name}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField label={t("ownerName")} error={wrong["owner.name"]}>
        {(control) => <Input {...control} name="ownerName" required maxLength={80} />}
      </FormField>
      <FormField label={t("ownerEmail")} error={wrong["owner.email"]}>
        {(control) => (
          <Input {...control} name="ownerEmail" type="email" required maxLength={254} />
        )}
      </FormField>
      <div className="flex justify-end sm:col-span-2">
        <Button type="submit" variant="primary" disabled={busy}>
          {t("create")}
        </Button>
      </div>
    </form>
  );
}
