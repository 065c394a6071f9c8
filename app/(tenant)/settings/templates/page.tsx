import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { TemplateList } from "./_components/template-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("templates"))("title") };
}

export default function TemplatesPage() {
  return (
    <Prefetch queries={[api.templates.list.queryOptions()]}>
      <TemplateList />
    </Prefetch>
  );
}
