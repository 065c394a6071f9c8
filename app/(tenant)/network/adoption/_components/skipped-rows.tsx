"use client";

import { useMutation } from "@tanstack/react-query";
import { EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import { RowFacts } from "./row-facts";
import type { RowsProps } from "./router-rows";
import { useRefresh } from "./use-foreign-rows";

/** Rows that somebody left as they are; each can be offered again. */
export function SkippedRows({ rows, run, query, isSearch }: RowsProps) {
  const t = useTranslations("network.adoption");
  const may = useMay()("router.reconcile");
  const refresh = useRefresh();
  const offer = useMutation(useTRPC().network.skipRows.mutationOptions({ onSettled: refresh }));
  if (!run || rows.length === 0)
    return (
      <Card>
        <EmptyState icon={EyeOff} title={t(isSearch ? "noneFound" : "noneSkipped")}>
          {!isSearch && t("noneSkippedText")}
        </EmptyState>
      </Card>
    );
  return (
    <Card>
      {offer.error && <ErrorNotice error={offer.error} />}
      <ul className="divide-y divide-(--border)">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-start justify-between gap-3 p-4">
            <div className="min-w-0 flex-1 basis-48">
              <RowFacts row={row} />
            </div>
            {may && (
              <Button
                aria-label={`${t("unskip")}: ${row.label}`}
                disabled={offer.isPending}
                onClick={() => offer.mutate({ runId: run.id, rowIds: [row.id], skipped: false })}
              >
                {t("unskip")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <LoadMore query={query} />
    </Card>
  );
}
