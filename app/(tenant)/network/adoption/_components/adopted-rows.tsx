"use client";

import { useMutation } from "@tanstack/react-query";
import { Handshake } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import { useMay } from "@/app/_ui/shell/person";
import type { AdoptionProblem, ForeignRowDto } from "@/server/modules/network/adoption/schema";
import { RowFacts } from "./row-facts";
import type { RowsProps } from "./router-rows";
import { useRefresh } from "./use-foreign-rows";

/** Rows that were taken over, each with its service and the way back. */
export function AdoptedRows({ routerId, rows, query, isSearch }: RowsProps) {
  const t = useTranslations("network.adoption");
  const may = useMay()("router.reconcile");
  const [undoing, setUndoing] = useState<ForeignRowDto>();
  const [problem, setProblem] = useState<AdoptionProblem | null>(null);
  const refresh = useRefresh();
  const undo = useMutation(useTRPC().network.undoAdoption.mutationOptions({ onSettled: refresh }));
  if (rows.length === 0)
    return (
      <Card>
        <EmptyState icon={Handshake} title={t(isSearch ? "noneFound" : "noneAdopted")}>
          {!isSearch && t("noneAdoptedText")}
        </EmptyState>
      </Card>
    );
  return (
    <>
      {problem && (
        <Notice tone="warn" className="mb-3">
          {t(`problems.${problem}`)}
        </Notice>
      )}
      <Card>
        <ul className="divide-y divide-(--border)">
          {rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-start justify-between gap-3 p-4">
              <div className="min-w-0 flex-1 basis-48">
                <RowFacts row={row} />
                <Owner row={row} />
              </div>
              {may && (
                <Button aria-label={`${t("undo")}: ${row.label}`} onClick={() => setUndoing(row)}>
                  {t("undo")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <LoadMore query={query} />
      </Card>
      {undoing && (
        <ConfirmAction
          open
          onOpenChange={() => setUndoing(undefined)}
          title={t("undoTitle", { label: undoing.label })}
          confirmLabel={t("undo")}
          onConfirm={async () => {
            const { results } = await undo.mutateAsync({ routerId, rowIds: [undoing.id] });
            setProblem(results[0]?.problem ?? null);
          }}
        >
          {t("undoText")}
        </ConfirmAction>
      )}
    </>
  );
}

function Owner({ row: { service, unfinished, decidedAt } }: { row: ForeignRowDto }) {
  const t = useTranslations("network.adoption");
  return (
    <>
      <span className="block">
        {service && (
          <Link
            href={`/services/${service.id}`}
            className="font-medium text-brand-text underline-offset-4 hover:underline"
          >
            {t("serviceOf", { number: service.number, customer: service.customerName })}
          </Link>
        )}{" "}
        {decidedAt && (
          <span className="text-muted">
            · <When at={decidedAt} short />
          </span>
        )}
      </span>
      {unfinished && <span className="block text-warn">{t("unfinished")}</span>}
    </>
  );
}
