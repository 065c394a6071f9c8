import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { PlanList } from "./_components/plan-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("plans"))("title") };
}

export default function PlansPage() {
  return (
    <Prefetch queries={[api.platform.listPlans.queryOptions()]}>
      <PlanList />
    </Prefetch>
  );
}
