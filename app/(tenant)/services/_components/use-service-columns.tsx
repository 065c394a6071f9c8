"use client";

import { useFormatter, useTranslations } from "next-intl";
import Link from "next/link";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { Money } from "@/app/_ui/patterns/money";
import { toMinor } from "@/server/kernel/money";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";
import { NetworkBadge, StateBadge, useKindText } from "./service-badges";

/** A day of the tenant's calendar, as its people write it. */
export function useDayText(): (day: string) => string {
  const format = useFormatter();
  return (day) =>
    format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
}

/** The columns of the list, the service first: on a phone it also says whose it is. */
export function useServiceColumns(): ListColumn<ServiceDto>[] {
  const t = useTranslations("services");
  const day = useDayText();
  const kindText = useKindText();
  return [
    { key: "service", label: t("service"), cell: (row) => <ServiceCell row={row} /> },
    { key: "customer", label: t("customer"), wide: true, cell: (row) => row.customerName },
    { key: "state", label: t("state"), cell: (row) => <StateBadge state={row.state} /> },
    {
      key: "network",
      label: t("network"),
      wide: true,
      cell: (row) => <NetworkBadge state={row.observed} />,
    },
    {
      key: "price",
      label: t("price"),
      numeric: true,
      wide: true,
      cell: (row) => row.price !== null && <PriceText row={row} />,
    },
    {
      key: "nextBill",
      label: t("nextBill"),
      wide: true,
      className: "hidden xl:table-cell",
      cell: (row) =>
        row.nextBillOn && <span className="whitespace-nowrap">{day(row.nextBillOn)}</span>,
    },
    {
      key: "number",
      label: t("number"),
      sort: "number",
      numeric: true,
      wide: true,
      hidden: true,
      cell: (row) => row.number,
    },
    { key: "unit", label: t("unit"), wide: true, hidden: true, cell: (row) => row.unitName },
    { key: "address", label: t("address"), wide: true, hidden: true, cell: (row) => row.address },
    {
      key: "enforcement",
      label: t("enforcement"),
      wide: true,
      hidden: true,
      cell: (row) => kindText(row.enforcementKind),
    },
    {
      key: "createdAt",
      label: t("created"),
      sort: "createdAt",
      wide: true,
      hidden: true,
      cell: (row) => <span className="whitespace-nowrap">{day(row.createdAt.slice(0, 10))}</span>,
    },
  ];
}

function ServiceCell({ row }: { row: ServiceDto }) {
  const second = [`#${row.number}`, row.label].filter(Boolean).join(" · ");
  return (
    <>
      <Link
        href={`/services/${row.id}`}
        prefetch={false}
        className="block truncate font-medium hover:underline"
      >
        {row.itemName}
      </Link>
      <span className="block truncate text-[0.8125rem] text-muted">
        <span className="sm:hidden">{row.customerName} · </span>
        {second}
      </span>
    </>
  );
}

/** What one period costs: price times quantity, without taxes of lists that leave them out. */
export function PriceText({ row }: { row: Pick<ServiceDto, "price" | "quantity" | "currency"> }) {
  const whole = toMinor(row.price ?? "0", row.currency) * Number(row.quantity);
  return <Money minor={Math.round(whole)} currency={row.currency} />;
}
