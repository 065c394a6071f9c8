"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Info, ShieldAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { SecurityEntryDto } from "@/server/modules/people/security-schema";

const LOOKS = {
  alert: { tone: "bad", icon: ShieldAlert },
  warning: { tone: "warn", icon: TriangleAlert },
  info: { tone: "neutral", icon: Info },
} as const;

/** One entry: what, who, whence, when, and the two taps. */
export function SecurityRow({ entry }: { entry: SecurityEntryDto }) {
  const t = useTranslations("security");
  const { tone, icon: Icon } = LOOKS[entry.severity];
  const about = entry.memberName ?? entry.apiKeyName;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <span className="min-w-0 flex-1 basis-64">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{t(`kind.${entry.kind}`)}</span>
          <Badge tone={tone}>
            <Icon aria-hidden className="size-3.5" />
            {t(`severities.${entry.severity}`)}
          </Badge>
          {entry.times > 1 && (
            <span className="text-muted">{t("times", { count: entry.times })}</span>
          )}
        </span>
        <span className="block text-muted break-words">
          {[about, entry.country, entry.ip].filter(Boolean).join(" · ")}
          {(about || entry.ip) && " · "}
          <When at={entry.lastAt} short />
        </span>
        {entry.userAgent && (
          <span className="block truncate text-xs text-muted" title={entry.userAgent}>
            {entry.userAgent}
          </span>
        )}
      </span>
      <Verdict entry={entry} />
    </li>
  );
}

function Verdict({ entry }: { entry: SecurityEntryDto }) {
  const t = useTranslations("security");
  const may = useMay();
  const api = useTRPC();
  const cache = useQueryClient();
  const settle = useMutation(
    api.people.settleSecurityEntry.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.people.pathFilter()),
    }),
  );
  const { id: entryId, outcome, reviewedBy, revokes } = entry;
  return (
    <span className="flex flex-wrap items-center gap-2">
      {outcome && (
        <Badge tone={outcome === "revoked" ? "neutral" : "ok"}>
          {t(`outcomes.${outcome}`, { by: reviewedBy ?? "–" })}
        </Badge>
      )}
      {may("security.manage") && !outcome && (
        <Button
          size="sm"
          disabled={settle.isPending}
          onClick={() => settle.mutate({ entryId, outcome: "expected" })}
        >
          {t("fine")}
        </Button>
      )}
      {may("security.manage") && outcome !== "revoked" && revokes && (
        <Button
          size="sm"
          variant="danger"
          disabled={settle.isPending}
          onClick={() => settle.mutate({ entryId, outcome: "revoked" })}
        >
          {t(`revoke.${revokes}`)}
        </Button>
      )}
      {settle.isError && <ErrorNotice error={settle.error} />}
    </span>
  );
}
