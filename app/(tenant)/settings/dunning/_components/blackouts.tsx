"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { BlackoutDto } from "@/server/modules/billing/dunning/schema";
import { useDayText } from "../../../collections/_components/day-text";
import { NewBlackout } from "./new-blackout";

/** Days on which nobody is cut, beside weekdays and holidays. */
export function Blackouts() {
  const t = useTranslations("dunning");
  const api = useTRPC();
  const cache = useQueryClient();
  const may = useMay();
  const blackouts = useQuery(api.collections.listBlackouts.queryOptions());
  const remove = useMutation(
    api.collections.removeBlackout.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.collections.pathFilter()),
    }),
  );
  const manages = may("billingPolicy.manage");
  return (
    <Card className="p-5">
      <h2 className="text-base font-semibold">{t("blackouts")}</h2>
      <p className="mt-1 mb-4 max-w-2xl text-muted">{t("blackoutsText")}</p>
      {blackouts.data?.length === 0 && <p className="mb-4 text-muted">{t("noBlackouts")}</p>}
      {remove.error && <ErrorNotice error={remove.error} />}
      <ul className="mb-4 divide-y divide-(--border)">
        {(blackouts.data ?? []).map((row) => (
          <Row
            key={row.id}
            row={row}
            onRemove={manages ? () => remove.mutate({ blackoutId: row.id }) : undefined}
          />
        ))}
      </ul>
      {manages && <NewBlackout />}
    </Card>
  );
}

function Row({ row, onRemove }: { row: BlackoutDto; onRemove: (() => void) | undefined }) {
  const t = useTranslations("dunning");
  const day = useDayText();
  return (
    <li className="flex items-center gap-3 py-1.5">
      <span className="min-w-0 flex-1">
        <span className="block font-medium break-words">{row.reason}</span>
        <span className="block text-[0.8125rem] text-muted">
          {row.fromDay === row.toDay ? day(row.fromDay) : `${day(row.fromDay)} – ${day(row.toDay)}`}
          {" · "}
          {row.branchName ?? t("everywhere")}
        </span>
      </span>
      {row.kind === "outage" && <Badge tone="warn">{t("blackoutKinds.outage")}</Badge>}
      {onRemove && (
        <Button
          variant="quiet"
          size="icon"
          aria-label={t("removeBlackout", { reason: row.reason })}
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      )}
    </li>
  );
}
