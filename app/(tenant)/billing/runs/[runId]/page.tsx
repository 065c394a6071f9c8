import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { RunRecord } from "./_components/run-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("billingRun"))("runTitle") };
}

export default async function RunPage({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return (
    <Prefetch queries={[api.billingRuns.get.queryOptions({ runId })]}>
      <RunRecord runId={runId} />
    </Prefetch>
  );
}
