import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { NetworkHome } from "./_components/network-home";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("network"))("title") };
}

export default function NetworkPage() {
  return (
    <Prefetch
      queries={[api.network.listRouters.queryOptions(), api.network.overview.queryOptions()]}
    >
      <NetworkHome />
    </Prefetch>
  );
}
