import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { EditInvoice } from "../_components/edit-invoice";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoices"))("editTitle") };
}

export default async function EditInvoicePage({
  params,
}: {
  params: Promise<{ invoiceId: string }>;
}) {
  const { invoiceId } = await params;
  return (
    <Prefetch
      queries={[
        api.billing.getInvoice.queryOptions({ invoiceId }),
        api.tenants.listUnits.queryOptions(),
      ]}
    >
      <EditInvoice invoiceId={invoiceId} />
    </Prefetch>
  );
}
