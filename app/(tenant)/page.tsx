import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch, requirePerson } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import { NextSteps } from "./_components/next-steps";
import { UsageCard } from "./_components/usage-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("home") };
}

/** Where staff begin: what happens now, what is nearly used up, what is left to set up. */
export default async function HomePage() {
  const [person, t] = await Promise.all([requirePerson(), getTranslations("home")]);
  const may = (permission: string) => person.permissions.includes(permission);
  const setsUp = may("domain.manage") && may("apiKey.manage") && may("webhook.manage");
  return (
    <Prefetch
      queries={[
        ...(may("usage.read") ? [api.tenants.listUsage.queryOptions()] : []),
        ...(may("member.read") ? [api.people.listMembers.queryOptions({ limit: 100 })] : []),
        ...(setsUp
          ? [
              api.tenants.listDomains.queryOptions(),
              api.auth.listApiKeys.queryOptions(),
              api.hub.listEndpoints.queryOptions(),
            ]
          : []),
      ]}
      lists={[firstEvents("timeline", { limit: 50 })]}
    >
      <PageHeader title={t("title", { name: person.name?.split(" ")[0] ?? "" })} />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
        <ActivityTimeline />
        <div className="space-y-5 max-lg:order-first">
          {setsUp && <NextSteps />}
          {may("usage.read") && <UsageCard />}
        </div>
      </div>
    </Prefetch>
  );
}
