import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { RunList } from "./_components/run-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("billingRun"))("title") };
}

export default function BillingPage() {
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch lists={[api.billingRuns.list.infiniteQueryOptions({}, paging)]}>
      <RunList />
    </Prefetch>
  );
}
