import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { ApiKeyList } from "./_components/api-key-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("apiKeys") };
}

export default function ApiKeysPage() {
  return (
    <Prefetch queries={[api.auth.listApiKeys.queryOptions()]}>
      <ApiKeyList />
    </Prefetch>
  );
}
