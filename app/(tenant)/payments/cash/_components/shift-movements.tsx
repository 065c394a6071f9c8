"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { Money } from "@/app/_ui/patterns/money";
import { When } from "@/app/_ui/patterns/when";
import { Card } from "@/app/_ui/primitives/card";
import type { ShiftDetailDto } from "@/server/modules/payments/cash/schema";

/** All that came and went, the newest first. */
export function ShiftMovements({ shift }: { shift: ShiftDetailDto }) {
  const t = useTranslations("cash");
  return (
    <Card aria-label={t("movements")}>
      <h2 className="border-b border-subtle px-4 py-3 font-semibold">{t("movements")}</h2>
      {shift.movements.length === 0 && <p className="px-4 py-3 text-muted">{t("none")}</p>}
      <ul className="divide-y divide-(--border)">
        {shift.movements.map((row) => (
          <li key={row.id} className="flex items-start justify-between gap-4 px-4 py-3">
            <div className="min-w-0">
              <p className="font-medium">
                {row.paymentId && row.receipt ? (
                  <Link href={`/payments/${row.paymentId}`} className="hover:underline">
                    {`${t(`kind.${row.kind}`)} ${row.receipt}`}
                  </Link>
                ) : (
                  t(`kind.${row.kind}`)
                )}
              </p>
              <p className="text-[0.8125rem] break-words text-muted">
                <When at={row.createdAt} short />
                {[row.customerName, row.reason].filter(Boolean).map((text) => ` · ${text}`)}
              </p>
            </div>
            <Money minor={row.amountMinor} currency={row.currency} className="whitespace-nowrap" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
