"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/primitives/button";
import { Skeleton } from "@/app/_ui/primitives/skeleton";

const LatestNews = dynamic(() => import("./latest-news").then((module) => module.LatestNews), {
  ssr: false,
  loading: () => <Skeleton className="m-4 h-24" />,
});

/** How much news nobody read yet, and the latest of it behind the button. */
export function Bell() {
  const t = useTranslations("shell");
  const [open, setOpen] = useState(false);
  const unread = useQuery(
    useTRPC().notifications.unreadCount.queryOptions(undefined, { refetchInterval: 60_000 }),
  );
  const count = unread.data?.count ?? 0;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button
          variant="quiet"
          size="icon"
          aria-label={t("bell", { count })}
          className="relative shrink-0"
        >
          <BellIcon aria-hidden />
          {count > 0 && (
            <span
              aria-hidden
              className="absolute top-0.5 right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-bad-solid px-1 text-[0.6875rem] leading-none font-semibold text-white"
            >
              {count > 99 ? "99+" : count}
            </span>
          )}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t("bellTitle")}
          className="z-50 max-h-(--radix-popover-content-available-height) w-[min(22rem,calc(100vw-1rem))] overflow-y-auto rounded-card border border-subtle bg-surface shadow-high outline-none"
        >
          <LatestNews onClose={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
