"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { BellOff, CheckCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Segments } from "@/app/_ui/patterns/segments";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { NotificationRow } from "@/app/_ui/shell/notifications/notification-row";
import { useMarkRead } from "@/app/_ui/shell/notifications/use-mark-read";

/** The bell's news as a page: all of it or what is unread. */
export function NewsList() {
  const t = useTranslations("shell");
  const [only, setOnly] = useState<"all" | "unread">("all");
  const markRead = useMarkRead();
  const news = useInfiniteQuery(
    useTRPC().notifications.list.infiniteQueryOptions(
      { unread: only === "unread", limit: 30 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  return (
    <>
      <PageHeader
        title={t("bellTitle")}
        action={
          <Button onClick={() => markRead.mutate({})} disabled={markRead.isPending}>
            <CheckCheck aria-hidden />
            {t("bellRead")}
          </Button>
        }
      />
      <Segments
        label={t("bellTitle")}
        value={only}
        onChoose={setOnly}
        options={[
          { value: "all", label: t("bellEvery") },
          { value: "unread", label: t("bellOnlyUnread") },
        ]}
      />
      <Card>
        <QueryView query={news}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            return items.length === 0 ? (
              <EmptyState icon={BellOff} title={t("bellEmpty")}>
                {t("bellEmptyText")}
              </EmptyState>
            ) : (
              <ul>
                {items.map((one) => (
                  <NotificationRow
                    key={one.id}
                    news={one}
                    onOpen={() => one.readAt === null && markRead.mutate({ ids: [one.id] })}
                  />
                ))}
              </ul>
            );
          }}
        </QueryView>
        <LoadMore query={news} />
      </Card>
    </>
  );
}
