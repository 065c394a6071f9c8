"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { PairSide } from "./pair-side";

/** Pairs that somebody told apart, with who and when, and the way back. Nothing where there are none. */
export function ToldApart() {
  const t = useTranslations("customer");
  const api = useTRPC();
  const cache = useQueryClient();
  const told = useQuery(api.customers.listToldApart.queryOptions());
  const undo = useMutation(
    api.customers.undoTellApart.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.customers.pathFilter()),
    }),
  );
  const pairs = told.data ?? [];
  if (pairs.length === 0) return null;
  return (
    <details className="mt-8">
      <summary className="min-h-6 cursor-pointer font-semibold">
        {t("toldApart", { count: pairs.length })}
      </summary>
      <p className="mt-1 text-muted">{t("toldApartText")}</p>
      {undo.error && <ErrorNotice error={undo.error} />}
      <ul className="mt-3 space-y-3">
        {pairs.map(({ distinctionId, a, b, toldAt, byName }) => (
          <li key={distinctionId}>
            <Card className="p-4">
              <div className="flex flex-wrap items-center justify-between gap-3">
                <span className="text-[0.8125rem] text-muted">
                  {byName && `${byName} · `}
                  <When at={toldAt} />
                </span>
                <Button
                  size="sm"
                  disabled={undo.isPending}
                  onClick={() => undo.mutate({ distinctionId })}
                >
                  {t("undoTellApart")}
                  <span className="sr-only">
                    {a.name}, {b.name}
                  </span>
                </Button>
              </div>
              <div className="mt-3 grid gap-3 sm:grid-cols-2">
                <PairSide side={a} />
                <PairSide side={b} />
              </div>
            </Card>
          </li>
        ))}
      </ul>
    </details>
  );
}
