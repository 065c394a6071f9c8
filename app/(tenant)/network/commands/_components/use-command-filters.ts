"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import type { ListFilter } from "@/app/_ui/patterns/data-table/list-column";
import { useKindText } from "../../../services/_components/service-badges";

const STATUSES = ["pending", "applied", "proven", "superseded"] as const;
const WISHES = ["on", "soft", "off", "gone"] as const;

/** The filters of the log, each with its words and choices. */
export function useCommandFilters(): ListFilter[] {
  const t = useTranslations("network");
  const kindText = useKindText();
  const routers = useQuery(useTRPC().network.listRouters.queryOptions());
  const yesNo = (["open", "stuck", "held", "late"] as const).map(
    (key) => ({ key, label: t(`log.filters.${key}`), type: "boolean" }) as const,
  );
  return [
    {
      key: "router",
      label: t("router"),
      type: "choice",
      options: (routers.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      key: "status",
      label: t("state"),
      type: "choice",
      options: STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) })),
    },
    {
      key: "desired",
      label: t("wish"),
      type: "choice",
      options: WISHES.map((value) => ({ value, label: t(`wishes.${value}`) })),
    },
    {
      key: "kind",
      label: t("log.kind"),
      type: "choice",
      options: ["routeros", "manual", "webhook", "none"].map((value) => ({
        value,
        label: kindText(value),
      })),
    },
    ...yesNo,
    { key: "requestedAt", label: t("log.asked"), type: "date" },
  ];
}
