import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { TenantList } from "./_components/tenant-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("tenants") };
}

export default function TenantsPage() {
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[api.platform.listPlans.queryOptions()]}
      lists={[api.platform.listTenants.infiniteQueryOptions({ search: "" }, paging)]}
    >
      <TenantList />
    </Prefetch>
  );
}
