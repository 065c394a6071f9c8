import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch, requirePerson } from "@/app/_trpc/server";
import { ChildrenBoard } from "./_components/children-board";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("children"))("title") };
}

/** A reseller's companies. */
export default async function ChildrenPage() {
  const { permissions } = await requirePerson();
  return (
    <Prefetch queries={[api.tenants.listChildTenants.queryOptions()]}>
      <ChildrenBoard
        mayManage={permissions.includes("reseller.manage")}
        mayEnter={permissions.includes("reseller.enter")}
      />
    </Prefetch>
  );
}
