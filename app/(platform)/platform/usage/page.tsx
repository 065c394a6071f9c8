import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { UsageList } from "./_components/usage-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("plans"))("usageTitle") };
}

export default function UsagePage() {
  return (
    <Prefetch queries={[api.platform.listUsage.queryOptions({ minPercent: 0 })]}>
      <UsageList />
    </Prefetch>
  );
}
