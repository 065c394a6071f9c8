"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarPlus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { type Column, PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { PriceDto } from "@/server/modules/catalog/prices/schema";
import type { ItemDto } from "@/server/modules/catalog/schema";
import { DayText } from "./day-text";
import { PriceText } from "./price-text";
import { SetPriceDialog } from "./set-price";

const TONES = { current: "ok", coming: "info", past: "neutral" } as const;

/** Every price of an item, book by book: what it costs, what it will cost, what it cost. */
export function ItemPrices({ item }: { item: ItemDto }) {
  const t = useTranslations("catalog");
  const api = useTRPC();
  const mayManage = useMay()("catalog.manage");
  const [setting, setSetting] = useState(false);
  const prices = useQuery(api.catalog.listPrices.queryOptions({ itemId: item.id }));
  const columns = usePriceColumns(mayManage);
  return (
    <Card aria-label={t("prices")}>
      <div className="flex items-center justify-between gap-3 border-b border-subtle px-4 py-3">
        <h2 className="font-semibold">{t("prices")}</h2>
        {mayManage && item.archivedAt === null && (
          <Button size="sm" onClick={() => setSetting(true)}>
            <CalendarPlus aria-hidden />
            {t("setPrice")}
          </Button>
        )}
      </div>
      <QueryView query={prices}>
        {(rows) => (
          <PlainTable
            caption={t("prices")}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            empty={<p className="px-4 py-4 text-muted">{t("noPrices")}</p>}
          />
        )}
      </QueryView>
      {setting && <SetPriceDialog item={item} onClose={() => setSetting(false)} />}
    </Card>
  );
}

function usePriceColumns(mayManage: boolean): Column<PriceDto>[] {
  const t = useTranslations("catalog");
  const api = useTRPC();
  const cache = useQueryClient();
  const remove = useMutation(
    api.catalog.removePrice.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.catalog.pathFilter()),
    }),
  );
  return [
    {
      key: "book",
      label: t("book"),
      cell: (row) => (
        <>
          {row.bookName}
          <span className="block text-[0.8125rem] whitespace-nowrap text-muted sm:hidden">
            <DayText day={row.validFrom} />
          </span>
        </>
      ),
    },
    {
      key: "amount",
      label: t("price"),
      numeric: true,
      cell: (row) => (
        <>
          <PriceText {...row} />
          <span className="block text-[0.8125rem] text-muted">
            {row.taxIncluded ? t("taxIn") : t("taxOut")}
          </span>
        </>
      ),
    },
    {
      key: "from",
      label: t("validFrom"),
      wide: true,
      cell: (row) => <DayText day={row.validFrom} />,
    },
    {
      key: "state",
      label: t("state"),
      cell: (row) => (
        <span className="inline-flex items-center gap-1">
          <Badge tone={TONES[row.state]}>{t(`priceState.${row.state}`)}</Badge>
          {mayManage && row.state === "coming" && (
            <Button
              size="sm"
              aria-label={t("removePrice")}
              disabled={remove.isPending}
              onClick={() => remove.mutate({ priceId: row.id })}
            >
              <X aria-hidden />
            </Button>
          )}
        </span>
      ),
    },
    {
      key: "margin",
      label: t("margin"),
      numeric: true,
      wide: true,
      cell: (row) => (row.margin === null ? "" : `${row.margin} %`),
    },
  ];
}
