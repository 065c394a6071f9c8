"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { IntegrationDto } from "@/server/modules/integrations/schema";

/** Vendors as they write themselves. */
const NAMES: Readonly<Record<string, string>> = { mikrotik: "MikroTik" };

/** An account with a vendor: its health with the last check, and a switch. */
export function AccountCard({ account }: { account: IntegrationDto }) {
  const t = useTranslations("integrations");
  const api = useTRPC();
  const cache = useQueryClient();
  const enable = useMutation(
    api.integrations.setEnabled.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.integrations.pathFilter()),
    }),
  );
  const { id, name, vendor, enabled, health, healthReason, checkedAt } = account;
  return (
    <li>
      <Card className="flex h-full flex-col gap-2 p-4">
        <div className="flex items-center justify-between gap-3">
          <h3 className="font-semibold break-words">{name}</h3>
          <StatusBadge status={enabled ? health : "paused"} />
        </div>
        <p className="text-muted">{NAMES[vendor] ?? vendor}</p>
        {healthReason && <p className="break-words">{healthReason}</p>}
        {enable.error && <ErrorNotice error={enable.error} />}
        <div className="mt-auto flex flex-wrap items-center justify-between gap-2">
          <span className="text-[0.8125rem] text-muted">
            {checkedAt ? (
              <>
                {t("lastUsed")} <When at={checkedAt} short />
              </>
            ) : (
              t("neverUsed")
            )}
          </span>
          <Button
            size="sm"
            disabled={enable.isPending}
            onClick={() => enable.mutate({ integrationId: id, enabled: !enabled })}
          >
            {t(enabled ? "pause" : "resume")}
          </Button>
        </div>
      </Card>
    </li>
  );
}
