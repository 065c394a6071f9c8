import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { Roles } from "./_components/roles";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("roles"))("title") };
}

export default function RolesPage() {
  return (
    <Prefetch queries={[api.people.listRoles.queryOptions()]}>
      <Roles />
    </Prefetch>
  );
}
