"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Form } from "@/app/_ui/patterns/form/form";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Notice } from "@/app/_ui/primitives/notice";
import { place, type TenantDto, tenantName } from "@/server/modules/tenants/schema";
import { companySettings } from "@/server/modules/tenants/settings/schema";
import { CompanyFields } from "./company-fields";

/** What a company is called, where it is, and who its mail comes from: one form over the tenant and its settings. */
export const companyForm = companySettings.extend({ name: tenantName, ...place.shape });
export type CompanyValues = z.input<typeof companyForm>;
export type CompanyOutput = z.output<typeof companyForm>;

/** The company's own data. */
export function CompanyForm() {
  const t = useTranslations("settings");
  const api = useTRPC();
  const tenant = useQuery(api.tenants.get.queryOptions());
  const settings = useQuery(api.tenants.getSettings.queryOptions({ module: "company" }));
  const { save, saved } = useSaveCompany();
  return (
    <>
      <PageHeader title={t("pages.company.title")} description={t("company.description")} />
      {saved && (
        <Notice tone="ok" className="mb-4">
          {t("saved")}
        </Notice>
      )}
      <QueryView query={tenant}>
        {(own) => (
          <QueryView query={settings}>
            {({ version, data }) => (
              <Editor
                // A change that somebody else saved is a new form, not a silent overwrite.
                key={version}
                tenant={own}
                onSave={(values) => save(version, values)}
                company={companySettings.parse(data)}
              />
            )}
          </QueryView>
        )}
      </QueryView>
    </>
  );
}

type EditorProps = {
  tenant: TenantDto;
  onSave: (values: CompanyOutput) => Promise<void>;
  company: z.output<typeof companySettings>;
};

function Editor({ tenant, onSave, company }: EditorProps) {
  const t = useTranslations("settings");
  const { name, country, timeZone, currency, locale } = tenant;
  const form = useAppForm<CompanyValues, CompanyOutput>({
    schema: companyForm,
    defaultValues: {
      ...company,
      name,
      country,
      timeZone,
      currency,
      locale: locale as CompanyValues["locale"],
    },
  });
  return (
    <Form form={form} submitLabel={t("save")} onSubmit={onSave}>
      <CompanyFields form={form} country={country} />
    </Form>
  );
}

function useSaveCompany() {
  const api = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(api.tenants.update.mutationOptions());
  const updateSettings = useMutation(api.tenants.updateSettings.mutationOptions());
  const [saved, setSaved] = useState(false);
  const save = async (version: number, values: CompanyOutput) => {
    const { name, country, timeZone, currency, locale, ...data } = values;
    setSaved(false);
    await update.mutateAsync({ name, country, timeZone, currency, locale });
    await updateSettings.mutateAsync({ module: "company", version, data });
    setSaved(true);
    await cache.invalidateQueries(api.tenants.pathFilter());
  };
  return { save, saved };
}
