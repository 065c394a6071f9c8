"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { Money } from "@/app/_ui/patterns/money";
import type { ShiftDto } from "@/server/modules/payments/cash/schema";

/** Currency by currency: what should be there, what was counted, what differs. */
export function ShiftSums({ shift }: { shift: ShiftDto }) {
  const t = useTranslations("cash");
  return (
    <ul className="space-y-3">
      {shift.sums.map(({ currency, expectedMinor, countedMinor }) => {
        const difference =
          expectedMinor === null || countedMinor === null ? null : countedMinor - expectedMinor;
        return (
          <li key={currency}>
            <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
              <dt className="text-muted">{t("expected")}</dt>
              <dd className="text-right text-xl font-semibold">
                {expectedMinor === null ? (
                  <span className="text-base font-normal text-muted">{t("hidden")}</span>
                ) : (
                  <Money minor={expectedMinor} currency={currency} />
                )}
              </dd>
              {countedMinor !== null && (
                <>
                  <dt className="text-muted">{t("counted")}</dt>
                  <dd className="text-right">
                    <Money minor={countedMinor} currency={currency} />
                  </dd>
                </>
              )}
              {difference !== null && (
                <>
                  <dt className="text-muted">{t("difference")}</dt>
                  <dd
                    className={cn(
                      "text-right font-medium",
                      difference < 0 && "text-bad",
                      difference > 0 && "text-warn",
                    )}
                  >
                    <Money minor={difference} currency={currency} />
                  </dd>
                </>
              )}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
