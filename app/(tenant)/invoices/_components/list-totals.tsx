"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Money } from "@/app/_ui/patterns/money";
import { Card } from "@/app/_ui/primitives/card";

type Query = { search: string; filters: string; sort: string };

/** What the invoices shown come to, by currency: billed and still open. */
export function ListTotals({ query }: { query: Query }) {
  const t = useTranslations("invoices");
  const sums = useQuery({
    ...useTRPC().billing.sumInvoices.queryOptions(query),
    placeholderData: keepPreviousData,
  });
  if (!sums.data || sums.data.length === 0) return null;
  return (
    <Card aria-label={t("totalsLabel")} className="mb-4 divide-y divide-(--border)">
      {sums.data.map(({ currency, totalMinor, openMinor }) => (
        <dl key={currency} className="grid grid-cols-2 gap-x-4 px-4 py-3 sm:flex sm:gap-x-10">
          <div>
            <dt className="text-[0.8125rem] text-muted">{t("billed")}</dt>
            <dd className="text-base font-semibold">
              <Money minor={totalMinor} currency={currency} />
            </dd>
          </div>
          <div>
            <dt className="text-[0.8125rem] text-muted">{t("stillOpen")}</dt>
            <dd className="text-base font-semibold">
              <Money minor={openMinor} currency={currency} />
            </dd>
          </div>
        </dl>
      ))}
    </Card>
  );
}
