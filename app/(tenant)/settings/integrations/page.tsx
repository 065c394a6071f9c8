import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { Integrations } from "./_components/integrations";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.integrations.title") };
}

export default function IntegrationsPage() {
  return (
    <Prefetch
      queries={[
        api.integrations.connections.queryOptions(),
        api.integrations.list.queryOptions(),
        api.notifications.listWhatsapp.queryOptions(),
        api.payments.listGateways.queryOptions(),
      ]}
    >
      <Integrations />
    </Prefetch>
  );
}
