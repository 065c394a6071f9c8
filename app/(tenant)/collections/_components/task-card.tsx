"use client";

import { ArrowRightLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { cn } from "@/app/_ui/cn";
import { Money } from "@/app/_ui/patterns/money";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Menu, MenuItem } from "@/app/_ui/primitives/menu";
import { useMay } from "@/app/_ui/shell/person";
import type {
  CollectionTaskDto,
  TaskStatusWord,
} from "@/server/modules/billing/collections/schema";
import { NextDay } from "./next-day";

type TaskCardProps = {
  task: CollectionTaskDto;
  currency: string;
  today: string;
  /** Where it may go from here. */
  targets: readonly TaskStatusWord[];
  onMove: (status: TaskStatusWord) => void;
};

/** One task on the board: who, how much, what next; moved by its menu, with mouse, thumb or keys. */
export function TaskCard({ task, currency, today, targets, onMove }: TaskCardProps) {
  const t = useTranslations("collections");
  const may = useMay();
  return (
    <li
      className={cn(
        "rounded-card border border-subtle bg-surface p-3 shadow-low",
        task.priority === "high" && "border-l-4 border-l-(--bad)",
      )}
    >
      <div className="flex items-start justify-between gap-2">
        <Link
          href={`/collections/${task.id}`}
          prefetch={false}
          className="min-w-0 py-0.5 font-medium break-words hover:underline"
        >
          {task.customerName}
        </Link>
        {may("collection.manage") && (
          <Menu
            trigger={
              <Button
                variant="quiet"
                size="icon"
                className="-mt-1.5 -mr-1.5"
                aria-label={`${t("move")}: ${task.customerName}`}
              >
                <ArrowRightLeft aria-hidden />
              </Button>
            }
          >
            {targets.map((status) => (
              <MenuItem key={status} onSelect={() => onMove(status)}>
                {t(`status.${status}`)}
              </MenuItem>
            ))}
          </Menu>
        )}
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Money minor={task.owedMinor} currency={currency} className="font-semibold" />
        <NextDay day={task.nextActionOn} today={today} />
        {task.priority === "high" && <Badge tone="bad">{t("priorities.high")}</Badge>}
      </p>
      <p className="mt-1 text-[0.8125rem] break-words text-muted">
        {task.nextAction || t("noNext")}
      </p>
      <p className="mt-1 text-[0.8125rem] text-muted">
        {[task.ownerName ?? t("nobody"), t(`channels.${channelOf(task.channel)}`)].join(" · ")}
      </p>
    </li>
  );
}

const CHANNELS = ["phone", "whatsapp", "email", "visit"] as const;

/** One of the channels that have a word. */
export const channelOf = (channel: string) =>
  CHANNELS.find((known) => known === channel) ?? "other";
