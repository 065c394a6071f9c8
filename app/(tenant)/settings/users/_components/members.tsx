"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Badge } from "@/app/_ui/primitives/badge";
import { useAskedOpen } from "@/app/_ui/patterns/use-asked-open";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay, usePerson } from "@/app/_ui/shell/person";
import type { MemberDto } from "@/server/modules/people/schema";
import { InviteDialog } from "./invite-dialog";
import { MemberDialog } from "./member-dialog";

/** Who works here; a tap on a person opens what can be changed about them. */
export function Members() {
  const t = useTranslations("people");
  const may = useMay();
  const members = useQuery(useTRPC().people.listMembers.queryOptions({ limit: 100 }));
  const [inviting, setInviting] = useAskedOpen("invite");
  const [open, setOpen] = useState<MemberDto>();
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          may("member.manage") && (
            <Button variant="primary" onClick={() => setInviting(true)}>
              <UserPlus aria-hidden />
              {t("invite")}
            </Button>
          )
        }
      />
      <Card className="mb-8">
        <QueryView query={members}>
          {({ items, nextCursor }) => (
            <>
              <ul className="divide-y divide-(--border)">
                {items.map((member) => (
                  <MemberRow key={member.id} member={member} onOpen={() => setOpen(member)} />
                ))}
              </ul>
              {nextCursor && <MoreMembers after={nextCursor} onOpen={setOpen} />}
            </>
          )}
        </QueryView>
      </Card>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {open && <MemberDialog member={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

/** Companies with more than a hundred people go on, page by page. */
function MoreMembers({ after, onOpen }: { after: string; onOpen: (member: MemberDto) => void }) {
  const t = useTranslations("common");
  const [wanted, setWanted] = useState(false);
  const more = useInfiniteQuery(
    useTRPC().people.listMembers.infiniteQueryOptions(
      { limit: 100 },
      { initialCursor: after, getNextPageParam: (page) => page.nextCursor, enabled: wanted },
    ),
  );
  const rows = more.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <ul className="divide-y divide-(--border) border-t border-subtle">
        {rows.map((member) => (
          <MemberRow key={member.id} member={member} onOpen={() => onOpen(member)} />
        ))}
      </ul>
      {(!wanted || more.hasNextPage) && (
        <div className="border-t border-subtle p-3 text-center">
          <Button
            disabled={more.isFetching}
            onClick={() => (wanted ? void more.fetchNextPage() : setWanted(true))}
          >
            {more.isFetching ? t("loading") : t("more")}
          </Button>
        </div>
      )}
    </>
  );
}

function MemberRow({ member, onOpen }: { member: MemberDto; onOpen: () => void }) {
  const t = useTranslations("people");
  const roles = useTranslations("role");
  const { id } = usePerson();
  const { name, email, phone, role, customRoleName, teamName, status } = member;
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-left hover:bg-raised"
      >
        <span className="min-w-0 flex-1 basis-48">
          <span className="block font-medium break-words">
            {name}
            {member.userId === id && <span className="text-muted"> · {t("you")}</span>}
          </span>
          <span className="block text-muted break-all">{email ?? phone}</span>
        </span>
        <span className="flex flex-wrap items-center gap-2">
          {teamName && <Badge tone="neutral">{teamName}</Badge>}
          <Badge tone="info">{customRoleName ?? roles(role)}</Badge>
          {status === "disabled" && <Badge tone="warn">{t("disabled")}</Badge>}
        </span>
      </button>
    </li>
  );
}
