import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch, requirePerson } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import { timelineFilter } from "@/app/_ui/patterns/timeline/timeline-filter";
import { ANY_CUSTOMER } from "./_components/any-customer";
import { Attention } from "./_components/attention";
import { DemoCard } from "./_components/demo-card";
import { FirstSteps } from "./_components/first-steps";
import { Pulse } from "./_components/pulse";
import {
  MONEY_PERMISSION,
  MONEY_TILES,
  pulseQuery,
  SERVICE_PERMISSION,
  SERVICE_TILES,
} from "./_components/pulse-queries";
import { NetworkAttention } from "./_components/network-attention";
import { QuickLinks } from "./_components/quick-links";
import { UsageCard } from "./_components/usage-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("home") };
}

/** Where staff begin: what is left to set up, what needs them, what they do most, what happens now. */
export default async function HomePage() {
  const [person, t] = await Promise.all([requirePerson(), getTranslations("home")]);
  const may = (permission: string) => person.permissions.includes(permission);
  const setsUp = may("settings.read") && may("customer.read");
  return (
    <Prefetch
      queries={[
        ...(may("tenant.read") ? [api.tenants.get.queryOptions()] : []),
        ...(may("router.read") ? [api.network.overview.queryOptions()] : []),
        ...(may("usage.read") ? [api.tenants.listUsage.queryOptions()] : []),
        ...(may("member.read") ? [api.people.listMembers.queryOptions({ limit: 100 })] : []),
        ...(may(MONEY_PERMISSION)
          ? MONEY_TILES.map((tile) => api.billing.sumInvoices.queryOptions(pulseQuery(tile)))
          : []),
        ...(may(SERVICE_PERMISSION)
          ? SERVICE_TILES.map((tile) => api.services.count.queryOptions(pulseQuery(tile)))
          : []),
        ...(setsUp
          ? [
              api.tenants.settingsOverview.queryOptions(),
              api.customers.count.queryOptions(ANY_CUSTOMER),
            ]
          : []),
      ]}
      lists={[firstEvents("timeline", timelineFilter(undefined))]}
    >
      <PageHeader title={t("title", { name: person.name?.split(" ")[0] ?? "" })} />
      <div className="space-y-5">
        <QuickLinks />
        <Pulse />
        <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_21rem] lg:items-start">
          <ActivityTimeline />
          <div className="min-w-0 space-y-5 max-lg:order-first">
            {may("tenant.read") && <DemoCard mayWipe={may("tenant.wipeDemo")} />}
            {may("router.read") && <NetworkAttention />}
            {setsUp && <Attention />}
            {setsUp && <FirstSteps />}
            {may("usage.read") && <UsageCard />}
          </div>
        </div>
      </div>
    </Prefetch>
  );
}
