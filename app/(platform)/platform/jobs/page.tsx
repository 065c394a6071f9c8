import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlatformFailedJobs } from "@/app/_operations/failed-jobs";
import { api, Prefetch } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("jobs") };
}

export default function PlatformJobsPage() {
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      lists={[api.jobs.listAnyDeadLetters.infiniteQueryOptions({ status: "open" }, paging)]}
    >
      <PlatformFailedJobs />
    </Prefetch>
  );
}
