"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import type { ReconcileDto } from "@/server/modules/network/schema";

/** Compares the router with what it should hold, shows the differences, and mends what a person says. */
export function ReconcilePanel({ routerId }: { routerId: string }) {
  const t = useTranslations("network");
  const api = useTRPC();
  const cache = useQueryClient();
  const [run, setRun] = useState<ReconcileDto>();
  const [applying, setApplying] = useState(false);
  const done = {
    onSuccess: setRun,
    onSettled: () => cache.invalidateQueries(api.network.pathFilter()),
  };
  const plan = useMutation(api.network.planReconcile.mutationOptions(done));
  const apply = useMutation(api.network.applyReconcile.mutationOptions(done));
  const error = plan.error;
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">{t("reconcile.title")}</h2>
        <span className="flex flex-wrap gap-2">
          <Button asChild>
            <Link href={`/network/adoption?router=${routerId}`}>{t("adoption.title")}</Link>
          </Button>
          {run?.status === "planned" && run.changes > 0 && (
            <Button variant="primary" onClick={() => setApplying(true)}>
              {t("reconcile.apply", { count: run.changes })}
            </Button>
          )}
          <Button disabled={plan.isPending} onClick={() => plan.mutate({ routerId })}>
            {t("reconcile.plan")}
          </Button>
        </span>
      </div>
      {error && <ErrorNotice error={error} />}
      {run?.status === "planned" && run.changes > 0 && (
        <Notice tone={run.overCap ? "warn" : "info"} className="mb-3">
          <p>{t("reconcile.dry")}</p>
          {run.overCap && (
            <p className="font-semibold">
              {t("reconcile.cap", { changes: run.changes, services: run.services })}
            </p>
          )}
        </Notice>
      )}
      <Card>
        {run ? <Table run={run} /> : <p className="p-4 text-muted">{t("reconcile.text")}</p>}
      </Card>
      {(run?.counts.foreign ?? 0) > 0 && (
        <Notice
          tone="info"
          className="mt-3"
          action={
            <Button size="sm" asChild>
              <Link href={`/network/adoption?router=${routerId}`}>{t("adoption.see")}</Link>
            </Button>
          }
        >
          {t("adoption.seeText", { count: run?.counts.foreign ?? 0 })}
        </Notice>
      )}
      {run && (
        <ConfirmAction
          open={applying}
          onOpenChange={setApplying}
          title={t("reconcile.apply", { count: run.changes })}
          confirmLabel={t("reconcile.apply", { count: run.changes })}
          variant={run.overCap ? "danger" : "primary"}
          onConfirm={() => apply.mutateAsync({ runId: run.id, approve: run.overCap })}
        >
          {run.overCap && (
            <p>{t("reconcile.approve", { changes: run.changes, services: run.services })}</p>
          )}
          <p>{t("reconcile.confirm")}</p>
        </ConfirmAction>
      )}
    </section>
  );
}

function Table({ run }: { run: ReconcileDto }) {
  const t = useTranslations("network");
  const nothing = t("reconcile.nothing");
  return (
    <PlainTable
      caption={t("reconcile.title")}
      rows={run.rows.filter(({ kind }) => kind !== "foreign")}
      rowKey={({ id }) => id}
      empty={<EmptyState icon={Scale} title={t("reconcile.same")} />}
      columns={[
        {
          key: "label",
          label: t("reconcile.what"),
          cell: ({ kind, label, menu, diff }) => (
            <>
              <span className="font-medium break-all">{label}</span>{" "}
              <span className="text-muted">
                {t(`kinds.${kind}`)} · {menu}
              </span>
              {kind === "drifted" &&
                Object.entries(diff).map(([name, { is, should }]) => (
                  <span key={name} className="block break-all text-muted">
                    {t("reconcile.change", {
                      ...{ name, is: is || nothing, should: should || nothing },
                    })}
                  </span>
                ))}
            </>
          ),
        },
        {
          key: "outcome",
          label: t("state"),
          cell: ({ outcome }) => t(`outcomes.${outcome}`),
        },
      ]}
    />
  );
}
