"use client";

import { Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { PortalSessionDto } from "@/server/modules/portal/schema";
import { portalApi } from "@/app/_trpc/portal-api";
import { useCall } from "@/app/_trpc/use-call";

/** Where the customer is signed in; each other place can be signed out from here. */
export function SessionList({ sessions }: { sessions: PortalSessionDto[] }) {
  const t = useTranslations("portal");
  const [open, setOpen] = useState(sessions);
  const { busy, error, run } = useCall();
  const end = (sessionId: string) =>
    run(async () => {
      await portalApi.revokeSession.mutate({ sessionId });
      setOpen((before) => before.filter(({ id }) => id !== sessionId));
    });
  return (
    <Card className="space-y-3 p-5">
      <h2 className="text-base font-semibold">{t("sessions")}</h2>
      {error !== null && <ErrorNotice error={error} />}
      <ul className="divide-y divide-subtle">
        {open.map((session) => (
          <li key={session.id} className="flex items-center gap-3 py-3">
            <Smartphone aria-hidden className="size-5 shrink-0 text-muted" />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">
                {deviceOf(session.userAgent) ?? t("unknownDevice")}
                {session.current && (
                  <span className="ml-2 rounded-control bg-brand-soft px-1.5 py-0.5 text-xs text-on-brand-soft">
                    {t("thisDevice")}
                  </span>
                )}
              </span>
              <span className="block text-muted">
                {t("lastUsed")} <When at={session.lastSeenAt} short />
              </span>
            </span>
            {!session.current && (
              <Button size="sm" disabled={busy} onClick={() => void end(session.id)}>
                {t("endSession")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Browser and system as a person names them; a guess is enough, and costs no library. */
function deviceOf(userAgent: string | null): string | undefined {
  if (!userAgent) return undefined;
  const browser = [
    ["Edg/", "Edge"],
    ["SamsungBrowser", "Samsung Internet"],
    ["OPR/", "Opera"],
    ["Firefox/", "Firefox"],
    ["Chrome/", "Chrome"],
    ["Safari/", "Safari"],
  ].find(([mark]) => userAgent.includes(mark ?? ""))?.[1];
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(userAgent)?.[0];
  return [browser, system?.replace("Mac OS X", "macOS")].filter(Boolean).join(" · ") || undefined;
}
