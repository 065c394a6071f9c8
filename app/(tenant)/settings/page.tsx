import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch, requirePerson } from "@/app/_trpc/server";
import { SettingsIndex } from "./_components/settings-index";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

export default async function SettingsPage() {
  const { permissions } = await requirePerson();
  return (
    <Prefetch queries={[api.tenants.settingsOverview.queryOptions()]}>
      <SettingsIndex permissions={permissions} />
    </Prefetch>
  );
}
