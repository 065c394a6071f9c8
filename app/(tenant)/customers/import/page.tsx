import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller, orLeave } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { CustomerImport } from "./_components/customer-import";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("import"))("customers.title") };
}

/** Customers from a file; with `?task=` the report of a run that was left. */
export default async function CustomerImportPage({
  searchParams,
}: {
  searchParams: Promise<{ task?: string | string[] }>;
}) {
  const [{ task }, t] = await Promise.all([searchParams, getTranslations("import")]);
  const run =
    typeof task === "string"
      ? await orLeave(async () => (await caller()).work.getTask({ taskId: task }))
      : undefined;
  return (
    <>
      <PageHeader title={t("customers.title")} description={t("customers.text")} />
      <CustomerImport task={run} />
    </>
  );
}
