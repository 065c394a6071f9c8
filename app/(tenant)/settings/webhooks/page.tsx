import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { EndpointList } from "./_components/endpoint-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("webhooks") };
}

export default function WebhooksPage() {
  return (
    <Prefetch
      queries={[api.hub.listEndpoints.queryOptions(), api.hub.listEventTypes.queryOptions()]}
    >
      <EndpointList />
    </Prefetch>
  );
}
