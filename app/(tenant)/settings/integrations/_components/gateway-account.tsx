"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { CopyText } from "@/app/_ui/patterns/copy-text";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import { useMay } from "@/app/_ui/shell/person";
import type { GatewayDto } from "@/server/modules/payments/gateways/gateway-schema";
import { GatewayMethods } from "./gateway-methods";
import { LeaveButton } from "./seller-leave";

/** One account: whether it takes real money, how it does, where its notices go, what waits for an answer or a person. */
export function GatewayAccount({ gateway, onEdit }: { gateway: GatewayDto; onEdit: () => void }) {
  const t = useTranslations("integrations.gateways");
  const { name, provider, mode, enabled, health, healthReason, callbackUrl } = gateway;
  const why = `why.${healthReason}` as never;
  return (
    <div className="space-y-3 border-t border-subtle pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="flex min-w-0 flex-wrap items-center gap-2 font-medium">
          <span className="break-words">{name}</span>
          <span className="text-muted">{t(`provider.${provider}`)}</span>
          <Badge tone={mode === "live" ? "ok" : "warn"}>{t(`mode.${mode}`)}</Badge>
          <StatusBadge status={enabled ? health : "paused"} />
        </h3>
        <Actions gateway={gateway} onEdit={onEdit} />
      </div>
      {healthReason && <p className="text-bad">{t.has(why) ? t(why) : healthReason}</p>}
      {!gateway.offered && (
        <Notice tone="info">
          {t(mode === "test" && enabled ? "notOfferedTest" : "notOffered")}
        </Notice>
      )}
      {gateway.mismatched > 0 && (
        <Notice tone="warn">{t("mismatched", { count: gateway.mismatched })}</Notice>
      )}
      {gateway.unfollowed > 0 && (
        <Notice tone="warn">{t("unfollowed", { count: gateway.unfollowed })}</Notice>
      )}
      <div>
        <p className="mb-1 text-[0.8125rem] text-muted">
          {t(callbackUrl === "" ? "noCallback" : "callback")}
        </p>
        {callbackUrl !== "" && <CopyText text={callbackUrl} label={t("callback")} />}
        {(provider === "stripe" || provider === "mercadopago") && (
          <p className="mt-1 text-[0.8125rem] text-muted">{t(`howTo.${provider}`)}</p>
        )}
      </div>
      <Facts gateway={gateway} />
    </div>
  );
}

function Facts({ gateway }: { gateway: GatewayDto }) {
  const t = useTranslations("integrations.gateways");
  const facts = [
    ["lastNotice", gateway.lastNoticeAt],
    ["lastPaid", gateway.lastPaidAt],
    ["lastCheck", gateway.checkedAt],
    ...(gateway.leaveUntil ? [["leaveUntil", gateway.leaveUntil] as const] : []),
  ] as const;
  return (
    <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
      {facts.map(([key, at]) => (
        <div key={key} className="flex flex-wrap gap-x-2">
          <dt className="text-muted">{t(key)}</dt>
          <dd>{at ? <When at={at} short /> : t("never")}</dd>
        </div>
      ))}
      <div className="flex flex-wrap gap-x-2">
        <dt className="text-muted">{t("waiting")}</dt>
        <dd>{t("waitingCount", { count: gateway.waiting })}</dd>
      </div>
    </dl>
  );
}

function Actions({ gateway, onEdit }: { gateway: GatewayDto; onEdit: () => void }) {
  const t = useTranslations("integrations.gateways");
  const both = useTranslations("integrations");
  const may = useMay();
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = () =>
    Promise.all([
      cache.invalidateQueries(api.payments.listGateways.pathFilter()),
      cache.invalidateQueries(api.integrations.pathFilter()),
    ]);
  const attempt = useMutation(api.payments.tryGateway.mutationOptions({ onSuccess }));
  const enable = useMutation(api.integrations.setEnabled.mutationOptions({ onSuccess }));
  const { id: integrationId, enabled, leaveUntil } = gateway;
  if (!may("integration.manage")) return null;
  const failed = attempt.error ?? enable.error;
  return (
    <span className="flex flex-wrap gap-2">
      {enabled && (
        <Button
          size="sm"
          disabled={attempt.isPending}
          onClick={() => attempt.mutate({ integrationId })}
        >
          {t(attempt.isPending ? "trying" : "try")}
        </Button>
      )}
      <Button
        size="sm"
        disabled={enable.isPending}
        onClick={() => enable.mutate({ integrationId, enabled: !enabled })}
      >
        {both(enabled ? "pause" : "resume")}
      </Button>
      {enabled && <GatewayMethods gateway={gateway} />}
      {leaveUntil !== null && <LeaveButton integrationId={integrationId} />}
      {enabled && leaveUntil === null && (
        <Button size="sm" onClick={onEdit}>
          {t("edit")}
        </Button>
      )}
      {failed && <ErrorNotice error={failed} />}
      <span role="status" className="self-center text-[0.8125rem]">
        {attempt.data?.ok && t("works")}
      </span>
    </span>
  );
}
