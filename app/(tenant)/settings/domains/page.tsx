import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { DomainList } from "./_components/domain-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("domains") };
}

export default function DomainsPage() {
  return (
    <Prefetch queries={[api.tenants.listDomains.queryOptions()]}>
      <DomainList />
    </Prefetch>
  );
}
