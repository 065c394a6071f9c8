import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { EndpointRecord } from "../_components/endpoint-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("webhooks") };
}

export default async function EndpointPage({
  params,
}: {
  params: Promise<{ endpointId: string }>;
}) {
  const { endpointId } = await params;
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[api.hub.listEndpoints.queryOptions()]}
      lists={[api.hub.listDeliveries.infiniteQueryOptions({ endpointId }, paging)]}
    >
      <EndpointRecord endpointId={endpointId} />
    </Prefetch>
  );
}
