import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { NewService } from "./_components/new-service";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("services"))("new") };
}

type Params = Promise<{ customer?: string | string[] }>;

export default async function NewServicePage({ searchParams }: { searchParams: Params }) {
  const { customer } = await searchParams;
  const customerId = Array.isArray(customer) ? customer[0] : customer;
  return (
    <Prefetch queries={[api.catalog.listPlans.queryOptions({ limit: 200 })]}>
      <NewService {...(customerId && { customerId })} />
    </Prefetch>
  );
}
