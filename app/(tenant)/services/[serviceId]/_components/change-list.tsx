"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { ServiceHistory } from "@/server/modules/subscriptions/schema";
import { useDayText } from "../../_components/use-service-columns";

/** What waits for its day, and what came of earlier changes. */
export function ChangeList({ changes }: Pick<ServiceHistory, "changes">) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const may = useMay();
  const day = useDayText();
  const [asked, setAsked] = useState<string>();
  const cancel = useMutation(
    api.services.cancelChange.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.services.pathFilter()),
    }),
  );
  if (changes.length === 0) return <p className="text-muted">{t("noChanges")}</p>;
  return (
    <>
      <ul className="divide-y divide-(--border)">
        {changes.map((change) => (
          <li key={change.id} className="flex flex-wrap items-center justify-between gap-2 py-2.5">
            <span>
              <span className="font-medium">
                {t(`changeKinds.${change.kind}`)}
                {change.itemName && `: ${change.itemName}`}
              </span>{" "}
              <span className="text-muted">
                · {day(change.onDay)} · {t(`changeStatus.${change.status}`)}
              </span>
            </span>
            {change.status === "waiting" &&
              (change.kind === "plan" || change.kind === "terminate") &&
              may("service.manage") && (
                <Button size="sm" onClick={() => setAsked(change.id)}>
                  {t("cancelChange")}
                </Button>
              )}
          </li>
        ))}
      </ul>
      <ConfirmAction
        open={asked !== undefined}
        onOpenChange={() => setAsked(undefined)}
        title={t("cancelChange")}
        confirmLabel={t("cancelChange")}
        onConfirm={() => cancel.mutateAsync({ changeId: asked ?? "" })}
      >
        {t("cancelChangeText")}
      </ConfirmAction>
    </>
  );
}
