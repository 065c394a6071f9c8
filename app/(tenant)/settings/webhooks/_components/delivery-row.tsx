"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import type { DeliveryDto } from "@/server/modules/hub/schema";

/** One delivery: what, whether, when next; its attempts when opened. */
export function DeliveryRow({ delivery }: { delivery: DeliveryDto }) {
  const t = useTranslations("webhooks");
  const api = useTRPC();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const replay = useMutation(
    api.hub.replayDelivery.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.hub.pathFilter()),
    }),
  );
  return (
    <li className="border-b border-subtle p-4 last:border-0">
      <div className="flex flex-col gap-3 sm:flex-row sm:items-center sm:justify-between">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            <code className="break-all">{delivery.eventName}</code>
            <StatusBadge status={delivery.status} />
          </p>
          <p className="mt-0.5 text-muted">
            <When at={delivery.createdAt} short /> · {t("attempts", { count: delivery.attempts })}
            {delivery.status === "pending" && delivery.nextAttemptAt && (
              <>
                {" · "}
                {t("next")} <When at={delivery.nextAttemptAt} short />
              </>
            )}
          </p>
        </div>
        <div className="flex shrink-0 gap-2">
          <Button size="sm" variant="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t("hideAttempts") : t("showAttempts")}
          </Button>
          <Button
            size="sm"
            disabled={replay.isPending}
            onClick={() => replay.mutate({ deliveryId: delivery.id })}
          >
            {t("replay")}
          </Button>
        </div>
      </div>
      {replay.isError && (
        <div className="mt-3">
          <ErrorNotice error={replay.error} />
        </div>
      )}
      {open && <Attempts deliveryId={delivery.id} />}
    </li>
  );
}

function Attempts({ deliveryId }: { deliveryId: string }) {
  const t = useTranslations("webhooks");
  const attempts = useQuery(
    useTRPC().hub.listAttempts.queryOptions({ deliveryId }, { refetchInterval: 5_000 }),
  );
  return (
    <QueryView query={attempts}>
      {(list) =>
        list.length === 0 ? (
          <p className="mt-3 text-muted">{t("noAttempts")}</p>
        ) : (
          <ol className="mt-3 space-y-2">
            {list.map((attempt) => (
              <li key={attempt.id} className="rounded-control bg-raised px-3 py-2 text-[0.8125rem]">
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <StatusBadge status={attempt.ok ? "delivered" : "failed"} />
                  <span className="tabular-nums">
                    {attempt.statusCode ?? "–"} · {attempt.durationMs} ms
                  </span>
                  <When at={attempt.createdAt} />
                </p>
                {attempt.error && <p className="mt-1 break-words">{attempt.error}</p>}
                {attempt.responseExcerpt && (
                  <pre className="mt-1 max-h-32 overflow-auto whitespace-pre-wrap break-all">
                    {attempt.responseExcerpt}
                  </pre>
                )}
              </li>
            ))}
          </ol>
        )
      }
    </QueryView>
  );
}
