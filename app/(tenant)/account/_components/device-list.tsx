"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MonitorSmartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import type { DeviceDto, SessionMethod } from "@/server/modules/auth/sign-in/schema";
import { AccountCard } from "./account-card";

type Session = DeviceDto["sessions"][number];

/** Where one is signed in, browser by browser; each can be ended at once. */
export function DeviceList() {
  const t = useTranslations("account");
  const api = useTRPC();
  const cache = useQueryClient();
  const devices = useQuery(api.auth.listDevices.queryOptions());
  const onSuccess = () => cache.invalidateQueries(api.auth.listDevices.queryFilter());
  const end = useMutation(api.auth.revokeSession.mutationOptions({ onSuccess }));
  const endOthers = useMutation(api.auth.revokeOtherSessions.mutationOptions({ onSuccess }));
  const failed = end.error ?? endOthers.error;
  return (
    <AccountCard
      title={t("devices")}
      text={t("devicesText")}
      action={
        <Button disabled={endOthers.isPending} onClick={() => endOthers.mutate()}>
          {t("endOthers")}
        </Button>
      }
    >
      {failed && <ErrorNotice error={failed} />}
      {endOthers.data && <p role="status">{t("endedOthers", { count: endOthers.data.ended })}</p>}
      <QueryView query={devices}>
        {(list) => (
          <ul className="space-y-4">
            {list.map((device) => (
              <li key={device.id ?? device.sessions[0]?.id} className="flex gap-3">
                <MonitorSmartphone aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" />
                <div className="min-w-0 flex-1">
                  <p className="font-medium">{device.browser ?? t("deviceUnknown")}</p>
                  <ul className="space-y-1">
                    {device.sessions.map((session) => (
                      <SessionRow
                        key={session.id}
                        session={session}
                        busy={end.isPending}
                        onEnd={() => end.mutate({ sessionId: session.id })}
                      />
                    ))}
                  </ul>
                </div>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </AccountCard>
  );
}

function SessionRow(props: { session: Session; busy: boolean; onEnd: () => void }) {
  const { session, busy, onEnd } = props;
  const t = useTranslations("account");
  const known = session.methods as SessionMethod[];
  return (
    <li className="flex flex-wrap items-center justify-between gap-2">
      <p className="min-w-0 text-[0.8125rem] text-muted">
        {t("seen")} <When at={session.lastSeenAt} short />
        {session.ip && ` · ${session.ip}`}
        {session.country && ` · ${session.country}`}
        {known.length > 0 && ` · ${known.map((one) => t(`methods.${one}`)).join(" + ")}`}
      </p>
      {session.current ? (
        <Badge tone="ok">{t("here")}</Badge>
      ) : (
        <Button size="sm" disabled={busy} onClick={onEnd}>
          {t("endSession")}
        </Button>
      )}
    </li>
  );
}
