import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { HealthBoard } from "../_components/health-board";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("health") };
}

export default function HealthPage() {
  return (
    <Prefetch queries={[api.platform.getHealth.queryOptions()]}>
      <HealthBoard />
    </Prefetch>
  );
}
