"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MessageCircle, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { CopyText } from "@/app/_ui/patterns/copy-text";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { WhatsappDto } from "@/server/modules/notifications/policy-schema";
import { knownReason } from "@/server/modules/notifications/rules/reasons";
import { WhatsappForm } from "./whatsapp-form";
import { WhatsappTemplates } from "./whatsapp-templates";

/** The tenant's own WhatsApp number: connecting it, its health, and which of its templates go out. */
export function WhatsappSection() {
  const t = useTranslations("integrations.whatsapp");
  const may = useMay();
  const accounts = useQuery(
    useTRPC().notifications.listWhatsapp.queryOptions(undefined, { refetchInterval: 10_000 }),
  );
  const [form, setForm] = useState<WhatsappDto | "new">();
  if (!accounts.data) return null;
  return (
    <section className="mt-6 space-y-3" aria-labelledby="whatsapp">
      <Card className="space-y-4 p-4">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className="min-w-0">
            <h2 id="whatsapp" className="flex items-center gap-2 font-semibold">
              <MessageCircle aria-hidden className="size-4.5 text-muted" />
              {t("title")}
            </h2>
            <p className="mt-1 text-muted">{t("text")}</p>
          </div>
          {may("integration.manage") && accounts.data.length === 0 && (
            <Button variant="primary" onClick={() => setForm("new")}>
              {t("connect")}
            </Button>
          )}
        </div>
        {accounts.data.map((account) => (
          <Account key={account.id} account={account} onEdit={() => setForm(account)} />
        ))}
      </Card>
      {form && (
        <WhatsappForm
          account={form === "new" ? undefined : form}
          onClose={() => setForm(undefined)}
        />
      )}
    </section>
  );
}

function Account({ account, onEdit }: { account: WhatsappDto; onEdit: () => void }) {
  const t = useTranslations("integrations.whatsapp");
  const words = useTranslations("messageLog.reason");
  const may = useMay();
  const api = useTRPC();
  const cache = useQueryClient();
  const sync = useMutation(
    api.notifications.syncWhatsapp.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.notifications.listWhatsapp.pathFilter()),
    }),
  );
  const { id, name, enabled, health, healthReason, callbackUrl, syncedAt, carried } = account;
  const { practicePhone } = account;
  const ready = carried.filter(({ objection }) => objection === null).length;
  return (
    <div className="space-y-3 border-t border-subtle pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="flex items-center gap-2 font-medium break-words">
          {name} <StatusBadge status={enabled ? health : "paused"} />
        </h3>
        {may("integration.manage") && (
          <span className="flex flex-wrap gap-2">
            <Button
              size="sm"
              disabled={sync.isPending}
              onClick={() => sync.mutate({ integrationId: id })}
            >
              <RefreshCw aria-hidden />
              {t(sync.isPending ? "syncing" : "sync")}
            </Button>
            <Button size="sm" onClick={onEdit}>
              {t("edit")}
            </Button>
          </span>
        )}
      </div>
      {practicePhone !== null && (
        <Notice tone="info">
          {t("practice")}{" "}
          {practicePhone && (
            <a
              className="font-medium underline"
              href={practicePhone}
              target="_blank"
              rel="noreferrer"
            >
              {t("practicePhone")}
            </a>
          )}
        </Notice>
      )}
      {healthReason && <p className="text-bad">{words(knownReason(healthReason))}</p>}
      {sync.error && <ErrorNotice error={sync.error} />}
      <div>
        <p className="mb-1 text-[0.8125rem] text-muted">{t("callback")}</p>
        <CopyText text={callbackUrl} label={t("callback")} />
      </div>
      <p className="text-muted">
        {syncedAt ? (
          <>
            {t("ready", { ready, all: carried.length })} · {t("syncedAt")}{" "}
            <When at={syncedAt} short />
          </>
        ) : (
          t("never")
        )}
      </p>
      <WhatsappTemplates account={account} />
    </div>
  );
}
