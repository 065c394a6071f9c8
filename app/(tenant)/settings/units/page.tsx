import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { Branches } from "./_components/branches";
import { Units } from "./_components/units";
import { UnitsHeader } from "./_components/units-header";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.units.title") };
}

export default function UnitsPage() {
  return (
    <Prefetch
      queries={[
        api.tenants.listUnits.queryOptions(),
        api.tenants.listBranches.queryOptions(),
        api.tenants.get.queryOptions(),
      ]}
    >
      <UnitsHeader />
      <Units />
      <Branches />
    </Prefetch>
  );
}
