import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { Policies } from "./_components/policies";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.policies.title") };
}

export default function PoliciesPage() {
  return (
    <Prefetch
      queries={[
        api.tenants.get.queryOptions(),
        api.tenants.getSettings.queryOptions({ module: "auth" }),
        api.tenants.getSettings.queryOptions({ module: "calendar" }),
        api.tenants.getSettings.queryOptions({ module: "subscriptions" }),
        api.tenants.getSettings.queryOptions({ module: "selfService" }),
      ]}
    >
      <Policies />
    </Prefetch>
  );
}
