"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Money } from "@/app/_ui/patterns/money";
import { Button } from "@/app/_ui/primitives/button";
import { isMoving, type RunDto } from "@/server/modules/billing/run/schema";
import { useMay } from "@/app/_ui/shell/person";

type Asked = "approve" | "cancel" | "retry" | undefined;

/** What can be done with a run where it stands: approve, try the exceptions again, stop. */
export function RunActions({ run }: { run: RunDto }) {
  const t = useTranslations("billingRun");
  const [asked, setAsked] = useState<Asked>();
  const act = useActions(run.id);
  const may = useMay();
  if (!may("billingRun.manage")) return null;
  const dialog = (name: Exclude<Asked, undefined>) => ({
    open: asked === name,
    onOpenChange: (open: boolean) => setAsked(open ? name : undefined),
    title: t(`${name}Title`),
    confirmLabel: t(name),
    onConfirm: act[name],
  });
  const canStop = run.status === "planned" || isMoving(run.status);
  return (
    <>
      {canStop && <Button onClick={() => setAsked("cancel")}>{t("cancel")}</Button>}
      {run.status === "planned" && run.exceptions > 0 && (
        <Button onClick={() => setAsked("retry")}>{t("retry")}</Button>
      )}
      {run.status === "planned" && run.invoices > 0 && (
        <Button variant="primary" onClick={() => setAsked("approve")}>
          {t("approve")}
        </Button>
      )}
      <ConfirmAction {...dialog("approve")} variant="primary">
        <p>{t("approveText", { count: run.invoices, out: run.exceptions })}</p>
        <p className="mt-2 flex flex-col font-medium text-text">
          {run.totals.map(({ currency, totalMinor }) => (
            <Money key={currency} minor={totalMinor} currency={currency} />
          ))}
        </p>
      </ConfirmAction>
      <ConfirmAction {...dialog("retry")} variant="primary">
        {t("retryText", { count: run.exceptions })}
      </ConfirmAction>
      <ConfirmAction {...dialog("cancel")}>
        {t(run.postedInvoices > 0 ? "cancelPostingText" : "cancelText", {
          count: run.postedInvoices,
        })}
      </ConfirmAction>
    </>
  );
}

function useActions(runId: string) {
  const api = useTRPC();
  const cache = useQueryClient();
  const approve = useMutation(api.billingRuns.approve.mutationOptions());
  const cancel = useMutation(api.billingRuns.cancel.mutationOptions());
  const retry = useMutation(api.billingRuns.retryExceptions.mutationOptions());
  const then = (action: typeof approve | typeof cancel | typeof retry) => async () => {
    await action.mutateAsync({ runId });
    await cache.invalidateQueries(api.billingRuns.pathFilter());
  };
  return { approve: then(approve), cancel: then(cancel), retry: then(retry) };
}
