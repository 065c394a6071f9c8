"use client";

import { useQuery } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { NotificationRow } from "./notification-row";
import { useMarkRead } from "./use-mark-read";

const SHOWN = 8;

/** What the bell opens: the newest, the way to all of it, and one tap that marks it read. */
export function LatestNews({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell");
  const news = useQuery(useTRPC().notifications.list.queryOptions({ limit: SHOWN }));
  const markRead = useMarkRead();
  return (
    <>
      <div className="flex items-center justify-between gap-2 border-b border-subtle py-1.5 pr-2 pl-4">
        <h2 className="font-semibold">{t("bellTitle")}</h2>
        {news.data?.items.some(({ readAt }) => readAt === null) && (
          <Button size="sm" variant="quiet" onClick={() => markRead.mutate({})}>
            {t("bellRead")}
          </Button>
        )}
      </div>
      <QueryView query={news}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={BellOff} title={t("bellEmpty")}>
              {t("bellEmptyText")}
            </EmptyState>
          ) : (
            <ul>
              {items.map((one) => (
                <NotificationRow
                  key={one.id}
                  news={one}
                  onOpen={() => {
                    if (one.readAt === null) markRead.mutate({ ids: [one.id] });
                    onClose();
                  }}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
      <div className="border-t border-subtle p-2 text-center">
        <Button asChild size="sm" variant="quiet">
          <Link href="/notifications" onClick={onClose}>
            {t("bellAll")}
          </Link>
        </Button>
      </div>
    </>
  );
}
