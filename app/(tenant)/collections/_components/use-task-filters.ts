"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import type { ListFilter } from "@/app/_ui/patterns/data-table/list-column";
import { CHANNELS } from "./task-fields";

/** The filters of the list of tasks, with their words and choices. */
export function useTaskFilters(): ListFilter[] {
  const t = useTranslations("collections");
  const api = useTRPC();
  const owners = useQuery(api.customers.listOwners.queryOptions());
  const words = <V extends string>(values: readonly V[], word: (value: V) => string) =>
    values.map((value) => ({ value, label: word(value) }));
  const statuses = [
    "open",
    "inProgress",
    "promised",
    "paid",
    "uncollectable",
    "cancelled",
  ] as const;
  return [
    {
      key: "status",
      label: t("statusLabel"),
      type: "choice",
      options: words(statuses, (value) => t(`status.${value}`)),
    },
    {
      key: "owner",
      label: t("owner"),
      type: "choice",
      options: [
        ...(owners.data ?? []).map(({ membershipId, name }) => ({
          value: membershipId,
          label: name,
        })),
        { value: "none", label: t("nobody") },
      ],
    },
    { key: "mine", label: t("mine"), type: "boolean" },
    { key: "team", label: t("team"), type: "boolean" },
    { key: "today", label: t("today"), type: "boolean" },
    { key: "late", label: t("late"), type: "boolean" },
    {
      key: "channel",
      label: t("channel"),
      type: "choice",
      options: words(CHANNELS, (value) => t(`channels.${value}`)),
    },
    {
      key: "priority",
      label: t("priority"),
      type: "choice",
      options: words(["low", "normal", "high"] as const, (value) => t(`priorities.${value}`)),
    },
    {
      key: "origin",
      label: t("origin"),
      type: "choice",
      options: words(["policy", "staff", "api"] as const, (value) => t(`origins.${value}`)),
    },
    { key: "createdAt", label: t("createdAt"), type: "date" },
    { key: "closed", label: t("closed"), type: "boolean" },
  ];
}
