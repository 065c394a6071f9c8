"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { cn } from "@/app/_ui/cn";
import { Money } from "@/app/_ui/patterns/money";
import { Card } from "@/app/_ui/primitives/card";
import type { AgingDto, AgingInput } from "@/server/modules/billing/statements/schema";
import { amountOf, BUCKETS, dueRange, invoicesOf } from "./buckets";

type AgingSumsProps = { aging: AgingDto; filters: AgingInput };

/** What is owed in each currency by age; each amount leads to its invoices where it is today's. */
export function AgingSums({ aging, filters }: AgingSumsProps) {
  const t = useTranslations("receivables");
  const { asOf, today, baseCurrency, rows } = aging;
  const only = {
    ...{ customer: filters.customerId, unit: filters.businessUnitId, branch: filters.branchId },
  };
  return (
    <Card aria-label={t("sums")} className="mb-4 divide-y divide-(--border)">
      {rows.map((row) => (
        <dl key={row.currency} className="grid grid-cols-2 gap-4 p-4 sm:grid-cols-3 lg:grid-cols-6">
          {BUCKETS.map((bucket) => {
            const minor = amountOf(row, bucket);
            const { currency } = row;
            const href = invoicesOf({ ...only, currency, dueOn: dueRange(asOf, bucket) });
            return (
              <div key={bucket}>
                <dt className="text-[0.8125rem] text-muted">{t(bucket)}</dt>
                <dd className={cn("text-base font-semibold", minor === 0 && "text-muted")}>
                  {asOf !== today || minor === 0 ? (
                    <Money minor={minor} currency={currency} />
                  ) : (
                    <Link href={href} prefetch={false} className="hover:underline">
                      <Money minor={minor} currency={currency} />
                    </Link>
                  )}
                </dd>
              </div>
            );
          })}
          <div>
            <dt className="text-[0.8125rem] text-muted">{t("total")}</dt>
            <dd className="text-base font-semibold">
              <Money minor={row.totalMinor} currency={row.currency} />
            </dd>
            {row.currency !== baseCurrency && (
              <dd className="text-[0.8125rem] text-muted">
                ≈ <Money minor={row.totalBaseMinor} currency={baseCurrency} />
              </dd>
            )}
          </div>
        </dl>
      ))}
    </Card>
  );
}
