import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { TenantRecord } from "../../_components/tenant-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("tenants") };
}

export default async function TenantPage({ params }: { params: Promise<{ tenantId: string }> }) {
  const { tenantId } = await params;
  return (
    <Prefetch
      queries={[
        api.platform.getTenant.queryOptions({ tenantId }),
        api.platform.listPlans.queryOptions(),
        api.impersonation.listOfTenant.queryOptions({ tenantId }),
      ]}
    >
      <TenantRecord tenantId={tenantId} />
    </Prefetch>
  );
}
