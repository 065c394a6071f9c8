"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import type { ListFilter } from "@/app/_ui/patterns/data-table/list-column";
import { documentStatus, paymentStatus } from "@/server/modules/billing/schema";
import { INVOICE_KINDS } from "./invoice-filters";

/** The filters of the list, each with its words and choices. */
export function useInvoiceListFilters(): ListFilter[] {
  const t = useTranslations("invoices");
  const units = useQuery(useTRPC().tenants.listUnits.queryOptions());
  type Word =
    | (typeof documentStatus.options)[number]
    | (typeof paymentStatus.options)[number]
    | (typeof INVOICE_KINDS)[number];
  const words = (keys: readonly Word[]) => keys.map((value) => ({ value, label: t(value) }));
  return [
    { key: "owed", label: t("owedFilter"), type: "boolean" },
    { key: "overdue", label: t("overdueFilter"), type: "boolean" },
    { key: "draft", label: t("draftFilter"), type: "boolean" },
    {
      key: "document",
      label: t("documentLabel"),
      type: "choice",
      options: words(documentStatus.options),
    },
    {
      key: "payment",
      label: t("paymentLabel"),
      type: "choice",
      options: words(paymentStatus.options),
    },
    { key: "kind", label: t("kind"), type: "choice", options: words(INVOICE_KINDS) },
    {
      key: "unit",
      label: t("unit"),
      type: "choice",
      options: [
        ...(units.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        { value: "none", label: t("noUnit") },
      ],
    },
    { key: "issuedOn", label: t("issuedOn"), type: "date" },
    { key: "dueOn", label: t("dueOn"), type: "date" },
  ];
}
