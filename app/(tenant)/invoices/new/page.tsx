import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { NewInvoice } from "../_components/new-invoice";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoices"))("newTitle") };
}

export default function NewInvoicePage() {
  return (
    <Prefetch queries={[api.tenants.listUnits.queryOptions()]}>
      <NewInvoice />
    </Prefetch>
  );
}
