import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { ResellersList } from "./_components/resellers-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("plans"))("resellersTitle") };
}

export default function ResellersPage() {
  return (
    <Prefetch queries={[api.platform.listResellers.queryOptions()]}>
      <ResellersList />
    </Prefetch>
  );
}
