import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { NotificationPolicies } from "./_components/notification-policies";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.notifications.title") };
}

export default function NotificationPoliciesPage() {
  return (
    <Prefetch
      queries={[
        api.notifications.listPolicies.queryOptions(),
        api.notifications.listBudgets.queryOptions(),
        api.notifications.listWhatsapp.queryOptions(),
        api.tenants.getSettings.queryOptions({ module: "calendar" }),
        api.tenants.getSettings.queryOptions({ module: "notifications" }),
      ]}
    >
      <NotificationPolicies />
    </Prefetch>
  );
}
