import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { ApiKeyRecord } from "../_components/api-key-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("apiKeys") };
}

export default async function ApiKeyPage({ params }: { params: Promise<{ apiKeyId: string }> }) {
  const { apiKeyId } = await params;
  return (
    <Prefetch queries={[api.auth.getApiKey.queryOptions({ apiKeyId })]}>
      <ApiKeyRecord apiKeyId={apiKeyId} />
    </Prefetch>
  );
}
