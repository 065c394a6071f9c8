"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { CommandDto } from "@/server/modules/subscriptions/enforcement/schema";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";
import { NetworkBadge, StateBadge, useKindText } from "../../_components/service-badges";
import { SettleTask } from "../../tasks/_components/settle-task";
import { useCommandError } from "./command-words";

type TwoStatesProps = { service: ServiceDto; commands: readonly CommandDto[] };

/** How it stands with the customer beside what the network was seen to do; only a proof moves the second. */
export function TwoStates({ service, commands }: TwoStatesProps) {
  const t = useTranslations("services");
  const kindText = useKindText();
  const open = commands.find(({ status }) => status === "pending" || status === "applied");
  const agrees = service.desired === service.observed;
  return (
    <Card aria-label={t("twoStates")}>
      <div className="grid divide-y divide-(--border) sm:grid-cols-2 sm:divide-x sm:divide-y-0">
        <Side title={t("state")}>
          <StateBadge state={service.state} />
          {service.holds.length > 0 && (
            <p className="text-muted">
              {service.holds.map((reason) => t(`reasons.${reason}`)).join(", ")}
            </p>
          )}
        </Side>
        <Side title={t("network")}>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="inline-flex items-center gap-2">
              <span className="text-muted">{t("desired")}</span>
              <NetworkBadge state={service.desired} />
            </span>
            <span className="inline-flex items-center gap-2">
              <span className="text-muted">{t("observed")}</span>
              <NetworkBadge state={service.observed} />
            </span>
          </p>
          <p className={agrees ? "text-muted" : "font-medium"}>
            {agrees ? t("agrees") : t("disagrees")}
          </p>
          <LastProof at={service.observedAt} />
          <p className="text-[0.8125rem] text-muted">{kindText(service.enforcementKind)}</p>
          {open && <OpenCommand command={open} />}
        </Side>
      </div>
    </Card>
  );
}

function Side({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0 space-y-2 p-4">
      <h2 className="text-[0.8125rem] font-medium text-muted">{title}</h2>
      {children}
    </div>
  );
}

function LastProof({ at }: { at: string | null }) {
  const t = useTranslations("services");
  const format = useFormatter();
  const now = useNow({ updateInterval: 10_000 });
  if (!at) return <p className="text-[0.8125rem] text-muted">{t("noProof")}</p>;
  return (
    <p className="text-[0.8125rem] text-muted">
      {t("proof")}: <When at={at} short />{" "}
      {/* The server and the browser count from their own clocks: a second may lie between. */}
      <span suppressHydrationWarning>
        ({format.relativeTime(Math.min(Date.parse(at), now.getTime()), now)})
      </span>
    </p>
  );
}

/** One reason, the one that a person can do something about first. */
function waitsFor({ capped, held, kind }: CommandDto) {
  if (capped) return "capped";
  if (held) return "heldByPanic";
  return kind === "manual" ? "waitsPerson" : "attempts";
}

/** What was asked for and is not proven: who has to do something, and when it is tried again. */
function OpenCommand({ command }: { command: CommandDto }) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const may = useMay();
  const errorText = useCommandError();
  const [settling, setSettling] = useState(false);
  const retry = useMutation(
    api.services.retryCommand.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.services.pathFilter()),
    }),
  );
  const byHand = command.kind === "manual";
  const reason = waitsFor(command);
  return (
    <div className="space-y-2 rounded-card bg-raised p-3">
      <p>{reason === "attempts" ? t("attempts", { count: command.attempts }) : t(reason)}</p>
      {command.lastError && <p className="text-bad">{errorText(command.lastError)}</p>}
      {command.nextAttemptAt && (
        <p className="text-[0.8125rem] text-muted">
          {t("retryAt")}: <When at={command.nextAttemptAt} short />
        </p>
      )}
      {retry.error && <ErrorNotice error={retry.error} />}
      {may("service.enforce") && !command.held && byHand && (
        <Button size="sm" variant="primary" onClick={() => setSettling(true)}>
          {t("tasks.settle")}
        </Button>
      )}
      {may("service.enforce") && !command.held && !byHand && command.attempts > 0 && (
        <Button
          size="sm"
          disabled={retry.isPending}
          onClick={() => retry.mutate({ commandId: command.id })}
        >
          {t("retry")}
        </Button>
      )}
      {settling && <SettleTask task={command} onClose={() => setSettling(false)} />}
    </div>
  );
}
