"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { When } from "@/app/_ui/patterns/when";
import type { NotificationDto } from "@/server/modules/notifications/schema";
import { useNotificationText } from "./use-notification-text";

type NotificationRowProps = { news: NotificationDto; onOpen: () => void };

/** One piece of news: what, when, and whether it was read, in words too. */
export function NotificationRow({ news, onOpen }: NotificationRowProps) {
  const t = useTranslations("shell");
  const text = useNotificationText();
  const unread = news.readAt === null;
  const body = (
    <>
      <span
        aria-hidden
        className={cn("mt-1.5 size-2 shrink-0 rounded-full", unread && "bg-brand-text")}
      />
      <span className="min-w-0 flex-1">
        <span className={cn("block break-words", unread && "font-medium")}>
          {text(news)}
          {unread && <span className="sr-only"> ({t("bellUnread")})</span>}
        </span>
        <span className="block text-[0.8125rem] text-muted">
          <When at={news.createdAt} short />
        </span>
      </span>
    </>
  );
  const look =
    "flex w-full items-start gap-2.5 px-4 py-row text-left -outline-offset-2 hover:bg-raised";
  return (
    <li className="border-b border-subtle last:border-0">
      {news.href === null ? (
        <button type="button" onClick={onOpen} className={look}>
          {body}
        </button>
      ) : (
        <Link href={news.href} onClick={onOpen} className={look}>
          {body}
        </Link>
      )}
    </li>
  );
}
