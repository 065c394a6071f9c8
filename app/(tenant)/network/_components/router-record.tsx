"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import { useMay } from "@/app/_ui/shell/person";
import type { RouterDto } from "@/server/modules/network/schema";
import { BackupPanel } from "./backup-panel";
import { CommandPanel } from "./command-panel";
import { PreflightPanel } from "./preflight-panel";
import { ReconcilePanel } from "./reconcile-panel";
import { RouterState } from "./router-state";
import { SessionPanel } from "./session-panel";
import { useErrorText } from "./use-error-text";

/** One router: what it is, whether it is fit, what it was asked for, who is on it. */
export function RouterRecord({ routerId }: { routerId: string }) {
  const t = useTranslations("network");
  const api = useTRPC();
  const cache = useQueryClient();
  const found = useQuery(
    api.network.getRouter.queryOptions({ routerId }, { refetchInterval: 15_000 }),
  );
  const may = useMay();
  const check = useMutation(
    api.network.checkRouter.mutationOptions({
      onSettled: () => cache.invalidateQueries(api.network.pathFilter()),
    }),
  );
  const action = may("router.manage") && (
    <Button variant="primary" disabled={check.isPending} onClick={() => check.mutate({ routerId })}>
      {t("check")}
    </Button>
  );
  return (
    <>
      <Link
        href="/network"
        className="mb-3 inline-flex items-center gap-1.5 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("back")}
      </Link>
      <QueryView query={found}>
        {({ router, findings }) => (
          <div className="space-y-5">
            <PageHeader
              title={router.name}
              description={`${router.host}:${router.port}`}
              status={<RouterState state={router.state} />}
              action={action}
            />
            {check.error && <ErrorNotice error={check.error} />}
            <Facts router={router} />
            <PreflightPanel findings={findings} />
            {router.failingSince && <Failing router={router} />}
            <CommandPanel routerId={routerId} mayReplay={may("service.enforce")} />
            {may("router.reconcile") && <ReconcilePanel routerId={routerId} />}
            {router.state !== "new" && <SessionPanel routerId={routerId} />}
            <BackupPanel routerId={routerId} mayManage={may("router.manage")} />
          </div>
        )}
      </QueryView>
    </>
  );
}

/** Nobody answers: since when, why, and what becomes of what was asked for. */
function Failing({ router: { failingSince, lastError } }: { router: RouterDto }) {
  const t = useTranslations("network");
  const errorText = useErrorText();
  if (!failingSince) return null;
  return (
    <Notice tone="bad">
      <p className="font-semibold">
        {t("failing")} <When at={failingSince} short />
      </p>
      <p>{t("failingText", { reason: `${errorText(lastError ?? "").replace(/\.$/, "")}.` })}</p>
    </Notice>
  );
}

function Facts({ router }: { router: RouterDto }) {
  const t = useTranslations("network");
  const facts = [
    { label: t("identity"), value: router.identity },
    { label: t("version"), value: router.version },
    { label: t("board"), value: router.board },
    { label: t("serial"), value: router.serial },
    {
      label: t("latency"),
      value: router.latencyMs === null ? null : t("milliseconds", { ms: router.latencyMs }),
    },
    { label: t("services"), value: router.services },
    { label: t("pending"), value: router.pending },
    {
      label: t("lastSeen"),
      value: router.lastSeenAt ? <When at={router.lastSeenAt} short /> : t("never"),
    },
  ];
  return (
    <Card className="p-4">
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        {facts.map(({ label, value }) => (
          <div key={label} className="min-w-0">
            <dt className="text-[0.8125rem] text-muted">{label}</dt>
            <dd className="break-words font-medium tabular-nums">{value ?? "—"}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
