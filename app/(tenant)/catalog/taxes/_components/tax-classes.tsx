"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Landmark, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import { CatalogPlaces } from "../../_components/catalog-places";
import { TaxClassCard } from "./tax-class-card";
import { TaxClassDialog } from "./tax-class-form";

/** The taxes that things bear, each with its rates by day and the law behind them. */
export function TaxClasses() {
  const t = useTranslations("catalog");
  const api = useTRPC();
  const mayManage = useMay()("catalog.manage");
  const [adding, setAdding] = useState(false);
  const classes = useQuery(api.catalog.listTaxClasses.queryOptions());
  return (
    <>
      <PageHeader
        title={t("taxes")}
        description={t("taxesText")}
        action={
          mayManage && (
            <Button variant="primary" onClick={() => setAdding(true)}>
              <Plus aria-hidden />
              {t("newTax")}
            </Button>
          )
        }
      />
      <CatalogPlaces />
      <QueryView query={classes}>
        {(rows) =>
          rows.length === 0 ? (
            <NoTaxes mayManage={mayManage} />
          ) : (
            <div className="grid gap-5 lg:grid-cols-2">
              {rows.map((row) => (
                <TaxClassCard key={row.id} taxClass={row} mayManage={mayManage} />
              ))}
            </div>
          )
        }
      </QueryView>
      {adding && <TaxClassDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function NoTaxes({ mayManage }: { mayManage: boolean }) {
  const t = useTranslations("catalog");
  const api = useTRPC();
  const cache = useQueryClient();
  const load = useMutation(
    api.catalog.loadCountryTaxes.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.catalog.pathFilter()),
    }),
  );
  return (
    <Card aria-label={t("taxes")}>
      {load.error && <ErrorNotice error={load.error} />}
      <EmptyState
        icon={Landmark}
        title={t("noTaxes")}
        action={
          mayManage && (
            <Button variant="primary" disabled={load.isPending} onClick={() => load.mutate()}>
              {t("loadTaxes")}
            </Button>
          )
        }
      >
        {t("noTaxesText")}
      </EmptyState>
    </Card>
  );
}
