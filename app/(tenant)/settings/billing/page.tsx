import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { BillingSettingsPage } from "./_components/billing-settings-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("billingRun"))("settings.title") };
}

export default function Page() {
  return (
    <Prefetch
      queries={[
        api.tenants.getSettings.queryOptions({ module: "billing" }),
        api.tenants.getSettings.queryOptions({ module: "paying" }),
        api.tenants.getSettings.queryOptions({ module: "autopay" }),
        api.tenants.get.queryOptions(),
      ]}
    >
      <BillingSettingsPage />
    </Prefetch>
  );
}
