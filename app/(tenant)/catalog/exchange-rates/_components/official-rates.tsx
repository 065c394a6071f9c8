"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Card } from "@/app/_ui/primitives/card";
import { Switch } from "@/app/_ui/primitives/switch";
import type { OfficialRatesDto } from "@/server/modules/catalog/rates/schema";

type OfficialRatesProps = { official: OfficialRatesDto; mayManage: boolean };

/** Whether the central bank's rates are taken over each day. */
export function OfficialRates({ official, mayManage }: OfficialRatesProps) {
  const t = useTranslations("catalog");
  const id = useId();
  const api = useTRPC();
  const cache = useQueryClient();
  const set = useMutation(
    api.catalog.setOfficialRates.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.catalog.pathFilter()),
    }),
  );
  return (
    <Card className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 p-4">
      <Switch
        id={id}
        checked={set.isPending ? set.variables.on : official.on}
        disabled={!mayManage || set.isPending}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => set.mutate({ on: target.checked })}
      />
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="font-medium">
          {t(`officialRates_${official.source}`)}
        </label>
        <p id={`${id}-hint`} className="text-[0.8125rem] text-muted">
          {t("officialRatesHint")}
        </p>
        {set.error && <ErrorNotice error={set.error} />}
      </div>
    </Card>
  );
}
