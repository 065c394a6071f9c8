import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { Invitations } from "./_components/invitations";
import { Members } from "./_components/members";
import { Teams } from "./_components/teams";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") };
}

export default function UsersPage() {
  return (
    <Prefetch
      queries={[
        api.people.listMembers.queryOptions({ limit: 100 }),
        api.people.listInvitations.queryOptions(),
        api.people.listRoles.queryOptions(),
        api.people.listTeams.queryOptions(),
        api.tenants.get.queryOptions(),
      ]}
    >
      <Members />
      <Invitations />
      <Teams />
    </Prefetch>
  );
}
