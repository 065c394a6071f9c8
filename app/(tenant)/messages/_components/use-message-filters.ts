"use client";

import { useTranslations } from "next-intl";
import type { ListFilter } from "@/app/_ui/patterns/data-table/list-column";
import {
  CUSTOMER_EVENTS,
  TEMPLATE_EVENT,
} from "@/server/modules/notifications/rules/customer-events";
import { MESSAGE_REASONS } from "@/server/modules/notifications/rules/reasons";
import { MESSAGE_STATUSES } from "@/server/modules/notifications/rules/status-ladder";
import { eventWord } from "./event-word";

/** The filters of the list, each with its words and choices. */
export function useMessageFilters(): ListFilter[] {
  const t = useTranslations("messageLog");
  return [
    {
      key: "status",
      label: t("fate"),
      type: "choice",
      options: MESSAGE_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    {
      key: "channel",
      label: t("channelName"),
      type: "choice",
      options: (["whatsapp", "email", "console"] as const).map((value) => ({
        value,
        label: t(`channel.${value}`),
      })),
    },
    {
      key: "event",
      label: t("eventName"),
      type: "choice",
      options: [...CUSTOMER_EVENTS, TEMPLATE_EVENT].map((value) => ({
        value,
        label: t(eventWord(value)),
      })),
    },
    {
      key: "reason",
      label: t("reasonName"),
      type: "choice",
      options: MESSAGE_REASONS.map((value) => ({ value, label: t(`reason.${value}`) })),
    },
    { key: "createdAt", label: t("at"), type: "date" },
  ];
}
