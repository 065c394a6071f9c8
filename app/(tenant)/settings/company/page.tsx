import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { CompanyForm } from "./_components/company-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.company.title") };
}

export default function CompanyPage() {
  return (
    <Prefetch
      queries={[
        api.tenants.get.queryOptions(),
        api.tenants.getSettings.queryOptions({ module: "company" }),
      ]}
    >
      <CompanyForm />
    </Prefetch>
  );
}
