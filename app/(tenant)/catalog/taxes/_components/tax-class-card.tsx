"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CalendarPlus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { TaxClassDto } from "@/server/modules/catalog/taxes/schema";
import { DayText } from "../../_components/day-text";
import { TaxRateDialog } from "./tax-rate-form";

const TONES = { current: "ok", coming: "info", past: "neutral" } as const;
type TaxClassCardProps = { taxClass: TaxClassDto; mayManage: boolean };

/** One tax: today's rate, those to come and those that were. */
export function TaxClassCard({ taxClass, mayManage }: TaxClassCardProps) {
  const t = useTranslations("catalog");
  const id = useId();
  const [setting, setSetting] = useState(false);
  const { update, remove, error } = useTaxChanges();
  const { id: taxClassId, code, name, isDefault, archivedAt, items, rates } = taxClass;
  return (
    <Card aria-labelledby={id}>
      <div className="flex flex-wrap items-center gap-2 border-b border-subtle px-4 py-3">
        <h2 id={id} className="font-semibold">
          {name}
        </h2>
        <span className="text-muted">{code}</span>
        {isDefault && <Badge tone="info">{t("usualTax")}</Badge>}
        {archivedAt && <Badge tone="neutral">{t("archivedFilter")}</Badge>}
        <span className="ml-auto text-[0.8125rem] text-muted">{t("bornBy", { count: items })}</span>
      </div>
      <ul className="divide-y divide-(--border)">
        {rates.map((rate) => (
          <li key={rate.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-row">
            <span className="w-16 font-medium tabular-nums">{rate.rate} %</span>
            <span className="min-w-0 flex-1">
              {t("since")} <DayText day={rate.validFrom} />
              <span className="block text-[0.8125rem] text-muted">{rate.source}</span>
            </span>
            <Badge tone={TONES[rate.state]}>{t(`priceState.${rate.state}`)}</Badge>
            {mayManage && rate.state === "coming" && (
              <Button
                size="sm"
                aria-label={t("removeRate")}
                onClick={() => remove({ taxRateId: rate.id })}
              >
                <X aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {error && <ErrorNotice error={error} />}
      {mayManage && (
        <div className="flex flex-wrap gap-2 border-t border-subtle px-4 py-3">
          <Button size="sm" onClick={() => setSetting(true)}>
            <CalendarPlus aria-hidden />
            {t("setRate")}
          </Button>
          {!isDefault && archivedAt === null && (
            <Button size="sm" onClick={() => update({ taxClassId, isDefault: true })}>
              {t("makeUsual")}
            </Button>
          )}
          {!isDefault && (
            <Button size="sm" onClick={() => update({ taxClassId, archived: archivedAt === null })}>
              {archivedAt === null ? t("archive") : t("restore")}
            </Button>
          )}
        </div>
      )}
      {setting && <TaxRateDialog taxClass={taxClass} onClose={() => setSetting(false)} />}
    </Card>
  );
}

function useTaxChanges() {
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries(api.catalog.pathFilter());
  const update = useMutation(api.catalog.updateTaxClass.mutationOptions({ onSuccess }));
  const remove = useMutation(api.catalog.removeTaxRate.mutationOptions({ onSuccess }));
  return { update: update.mutate, remove: remove.mutate, error: update.error ?? remove.error };
}
