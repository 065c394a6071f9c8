import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TenantFailedJobs } from "@/app/_operations/failed-jobs";
import { api, Prefetch } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("jobs") };
}

export default function FailedJobsPage() {
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch lists={[api.jobs.listDeadLetters.infiniteQueryOptions({ status: "open" }, paging)]}>
      <TenantFailedJobs />
    </Prefetch>
  );
}
