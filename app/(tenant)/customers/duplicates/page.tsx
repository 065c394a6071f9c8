import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { DuplicateList } from "./_components/duplicate-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customer"))("duplicatesTitle") };
}

export default function DuplicatesPage() {
  return (
    <Prefetch queries={[api.customers.listDuplicates.queryOptions({})]}>
      <DuplicateList />
    </Prefetch>
  );
}
