"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { Money } from "@/app/_ui/patterns/money";
import { Badge } from "@/app/_ui/primitives/badge";
import type { DepositDto } from "@/server/modules/payments/schema";
import { Day } from "../../invoices/_components/day";
import { DepositActions } from "./deposit-actions";

const TONES = { held: "info", applied: "ok", refunded: "neutral" } as const;

/** The columns of `/deposits`. */
export function useDepositColumns(): ListColumn<DepositDto>[] {
  const t = useTranslations("deposits");
  return [
    {
      key: "customer",
      label: t("customer"),
      cell: (row) => (
        <>
          <Link
            href={`/customers/${row.customerId}`}
            prefetch={false}
            className="block font-medium break-words hover:underline"
          >
            {row.customerName}
          </Link>
          <span className="block text-[0.8125rem] text-muted">{row.serviceLabel ?? row.note}</span>
        </>
      ),
    },
    {
      key: "state",
      label: t("state"),
      wide: true,
      cell: (row) => <Badge tone={TONES[row.status]}>{t(row.status)}</Badge>,
    },
    {
      key: "heldOn",
      label: t("heldOn"),
      sort: "heldOn",
      wide: true,
      cell: (row) => <Day of={row.heldOn} />,
    },
    {
      key: "amount",
      label: t("amount"),
      numeric: true,
      wide: true,
      cell: (row) => <Money minor={row.amountMinor} currency={row.currency} />,
    },
    {
      key: "remaining",
      label: t("remaining"),
      numeric: true,
      cell: (row) => <Money minor={row.remainingMinor} currency={row.currency} />,
    },
    { key: "note", label: t("note"), wide: true, hidden: true, cell: (row) => row.note },
    { key: "actions", label: t("actions"), cell: (row) => <DepositActions deposit={row} /> },
  ];
}
