import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { AdoptionHome } from "./_components/adoption-home";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("network.adoption"))("title") };
}

export default function AdoptionPage() {
  return (
    <Prefetch queries={[api.network.listRouters.queryOptions()]}>
      <AdoptionHome />
    </Prefetch>
  );
}
