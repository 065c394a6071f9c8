import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { Ladders } from "./_components/ladders";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dunning"))("title") };
}

export default function DunningPage() {
  return (
    <Prefetch
      queries={[
        api.tenants.get.queryOptions(),
        api.tenants.listBranches.queryOptions(),
        api.collections.listPolicies.queryOptions(),
        api.collections.listBlackouts.queryOptions(),
        api.collections.listExemptions.queryOptions(),
      ]}
    >
      <Ladders />
    </Prefetch>
  );
}
