"use client";

import { useTranslations } from "next-intl";
import { type Column, PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { useMoneyText } from "@/app/_ui/patterns/money";
import { Badge } from "@/app/_ui/primitives/badge";
import { Notice } from "@/app/_ui/primitives/notice";
import type { PriceChangeLine, PriceChangePreview } from "@/server/modules/catalog/prices/schema";
import { PriceText } from "../../_components/price-text";

type ChangePreviewProps = { preview: PriceChangePreview; allowed: boolean };

/** What a change would do: how many prices, whom it reaches, what it brings a month, which are too low. */
export function ChangePreview({ preview, allowed }: ChangePreviewProps) {
  const t = useTranslations("catalog");
  const { currency, count, services, belowFloor, monthlyMinor, lines } = preview;
  const money = useMoneyText(currency);
  if (count === 0) return <Notice tone="info">{t("nothingChanges")}</Notice>;
  const monthly = `${monthlyMinor < 0 ? "−" : "+"}${money(Math.abs(monthlyMinor))}`;
  return (
    <div className="space-y-3">
      <Notice tone="info">{t("dryRunSays", { count, services, monthly })}</Notice>
      {belowFloor > 0 && (
        <Notice tone="warn">
          {allowed
            ? t("belowFloorDone", { count: belowFloor })
            : t("belowFloorKept", { count: belowFloor })}
        </Notice>
      )}
      <div className="max-h-72 overflow-y-auto rounded-card border border-subtle">
        <Lines lines={lines} currency={currency} />
      </div>
      {count > lines.length && (
        <p className="text-muted">{t("andMore", { count: count - lines.length })}</p>
      )}
    </div>
  );
}

function Lines({ lines, currency }: { lines: readonly PriceChangeLine[]; currency: string }) {
  const t = useTranslations("catalog");
  const columns: Column<PriceChangeLine>[] = [
    {
      key: "name",
      label: t("name"),
      cell: (row) => (
        <>
          {row.name}
          <span className="block text-[0.8125rem] text-muted">{row.code}</span>
          {row.belowFloor && <Badge tone="warn">{t("underFloor")}</Badge>}
        </>
      ),
    },
    {
      key: "was",
      label: t("was"),
      numeric: true,
      cell: (row) => <PriceText amount={row.was} currency={currency} />,
    },
    {
      key: "will",
      label: t("will"),
      numeric: true,
      cell: (row) => <PriceText amount={row.amount} currency={currency} />,
    },
    {
      key: "services",
      label: t("services"),
      numeric: true,
      wide: true,
      cell: (row) => row.services,
    },
  ];
  return (
    <PlainTable
      caption={t("dryRun")}
      columns={columns}
      rows={lines}
      rowKey={(row) => row.itemId}
      empty={null}
    />
  );
}
