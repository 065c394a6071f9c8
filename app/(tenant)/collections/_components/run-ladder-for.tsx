"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Notice } from "@/app/_ui/primitives/notice";
import type { LadderRunDto } from "@/server/modules/billing/dunning/run-schema";
import { useDayText } from "./day-text";

type RunLadderForProps = { customer: { id: string; name: string }; onClose: () => void };

/** Has the ladder look at a customer now, and says what came of each step. */
export function RunLadderFor({ customer: { id, name }, onClose }: RunLadderForProps) {
  const t = useTranslations("dunning.run");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const run = useMutation(
    api.collections.runLadderFor.mutationOptions({ onSuccess: () => cache.invalidateQueries() }),
  );
  return (
    <Dialog open onOpenChange={onClose} title={t("oneTitle", { name })} description={t("oneText")}>
      <div className="space-y-4">
        {run.data && <Came of={run.data} />}
        {run.error && <ErrorNotice error={run.error} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{run.data ? t("close") : common("cancel")}</Button>
          {!run.data && (
            <Button
              variant="primary"
              disabled={run.isPending}
              onClick={() => run.mutate({ customerId: id })}
            >
              {run.isPending ? common("working") : t("one")}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

const TONES = { done: "ok", waits: "warn", left: "neutral" } as const;

function Came({ of: { frozen, steps } }: { of: LadderRunDto }) {
  const t = useTranslations("dunning.run");
  const words = useTranslations("dunning");
  const day = useDayText();
  if (frozen === "all") return <Notice tone="warn">{t("frozenAll")}</Notice>;
  return (
    <div className="space-y-3" role="status">
      {frozen === "cuts" && <Notice tone="warn">{t("frozenCuts")}</Notice>}
      {steps.length === 0 && <p className="text-muted">{t("nothing")}</p>}
      <ul className="divide-y divide-subtle">
        {steps.map(({ kind, outcome, reason, invoice, service, offsetDays, next }) => (
          <li
            key={`${invoice} ${service} ${kind} ${offsetDays}`}
            className="flex flex-wrap items-center gap-x-2 gap-y-1 py-2"
          >
            <Badge tone={TONES[outcome]}>{t(outcome)}</Badge>
            <span className="font-medium">{words(`kinds.${kind}`)}</span>
            <span className="text-muted">
              {[invoice, service, outcome !== "done" && words(`reasons.${reason}`)]
                .filter(Boolean)
                .join(" · ")}
              {next && outcome === "waits" && ` · ${t("next", { day: day(next) })}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
