import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { FieldSection } from "./_components/field-section";
import { TagSection } from "./_components/tag-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.customFields.title") };
}

export default async function CustomFieldsPage() {
  const t = await getTranslations("settings.pages.customFields");
  return (
    <Prefetch
      queries={[
        api.customers.listFields.queryOptions({ entity: "customer" }),
        api.customers.listFields.queryOptions({ entity: "service" }),
        api.customers.listTags.queryOptions(),
      ]}
    >
      <PageHeader title={t("title")} description={t("text")} />
      <FieldSection entity="customer" />
      <FieldSection entity="service" />
      <TagSection />
    </Prefetch>
  );
}
