"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Skeleton } from "@/app/_ui/primitives/skeleton";

type PortalAccessProps = { customerId: string; mayManage: boolean };

/** How a customer stands with the portal, and what staff can do about it: let in, keep out, sign out, send a link. */
export function PortalAccess({ customerId, mayManage }: PortalAccessProps) {
  const t = useTranslations("portal.access");
  const api = useTRPC();
  const cache = useQueryClient();
  const access = useQuery(api.portal.getAccess.queryOptions({ customerId }));
  const onSuccess = (after: NonNullable<typeof access.data>) =>
    cache.setQueryData(api.portal.getAccess.queryKey({ customerId }), after);
  const setAccess = useMutation(api.portal.setAccess.mutationOptions({ onSuccess }));
  const endSessions = useMutation(api.portal.endSessions.mutationOptions({ onSuccess }));
  const sendLink = useMutation(api.portal.sendLink.mutationOptions({ onSuccess }));
  const failed = [access, setAccess, endSessions, sendLink].find(({ isError }) => isError);
  const busy = [setAccess, endSessions, sendLink].some(({ isPending }) => isPending);
  const { data } = access;
  return (
    <Card className="space-y-3 p-4">
      <h2 className="font-semibold">{t("title")}</h2>
      {failed && <ErrorNotice error={failed.error} />}
      {!data && !failed && <Skeleton className="h-16" />}
      {data && (
        <>
          <p>
            <span className="font-medium">
              {t(data.archived ? "archived" : data.allowed ? "allowed" : "withdrawn")}
            </span>
            {" · "}
            {t("sessions", { count: data.openSessions })}
            <span className="block text-muted">
              {data.lastSeenAt ? (
                <>
                  {t("lastSeen")} <When at={data.lastSeenAt} />
                </>
              ) : (
                t("never")
              )}
            </span>
          </p>
          {mayManage && !data.archived && (
            <div className="flex flex-wrap gap-2">
              {data.allowed && data.hasEmail && (
                <Button size="sm" disabled={busy} onClick={() => sendLink.mutate({ customerId })}>
                  {t("sendLink")}
                </Button>
              )}
              {data.openSessions > 0 && (
                <Button
                  size="sm"
                  disabled={busy}
                  onClick={() => endSessions.mutate({ customerId })}
                >
                  {t("endSessions")}
                </Button>
              )}
              <Button
                size="sm"
                disabled={busy}
                onClick={() => setAccess.mutate({ customerId, allowed: !data.allowed })}
              >
                {t(data.allowed ? "withdraw" : "allow")}
              </Button>
            </div>
          )}
          {mayManage && data.allowed && !data.hasEmail && (
            <p className="text-muted">{t("noEmail")}</p>
          )}
          <p role="status" className="text-muted">
            {sendLink.isSuccess && t("linkSent")}
          </p>
        </>
      )}
    </Card>
  );
}
