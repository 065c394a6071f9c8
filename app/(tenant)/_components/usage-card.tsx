"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { UsageMeter } from "@/app/_ui/patterns/usage-meter";
import { Card } from "@/app/_ui/primitives/card";

/** Limits and usage, the fullest first; what is neither limited nor used is left out. */
export function UsageCard() {
  const t = useTranslations("home");
  const usage = useQuery(useTRPC().tenants.listUsage.queryOptions());
  return (
    <Card className="p-4" aria-labelledby="usage-title">
      <h2 id="usage-title" className="mb-3 font-semibold">
        {t("usage")}
      </h2>
      <QueryView query={usage}>
        {(rows) => (
          <div className="space-y-3.5">
            {rows
              .filter((row) => row.used > 0 || (row.maximum !== null && row.maximum > 0))
              .toSorted((a, b) => (b.percent ?? -1) - (a.percent ?? -1))
              .map((row) => (
                <UsageMeter key={row.resource} usage={row} />
              ))}
          </div>
        )}
      </QueryView>
    </Card>
  );
}
