"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";

/** Who was asked and has not come yet. */
export function Invitations() {
  const t = useTranslations("people");
  const roles = useTranslations("role");
  const may = useMay();
  const api = useTRPC();
  const cache = useQueryClient();
  const { data = [] } = useQuery(api.people.listInvitations.queryOptions());
  const done = { onSuccess: () => cache.invalidateQueries(api.people.pathFilter()) };
  const resend = useMutation(api.people.resendInvitation.mutationOptions(done));
  const revoke = useMutation(api.people.revokeInvitation.mutationOptions(done));
  const error = resend.error ?? revoke.error;
  if (data.length === 0) return null;
  return (
    <section className="mb-8" aria-label={t("invitations")}>
      <h2 className="mb-3 text-base font-semibold">{t("invitations")}</h2>
      {error && <ErrorNotice error={error} />}
      <Card>
        <ul className="divide-y divide-(--border)">
          {data.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <span className="min-w-0 flex-1 basis-48">
                <span className="block font-medium break-words">{row.name}</span>
                <span className="block text-muted break-all">{row.email ?? row.phone}</span>
              </span>
              <span className="flex flex-wrap items-center gap-2 text-muted">
                <Badge tone="info">{row.customRoleName ?? roles(row.role)}</Badge>
                {row.expired ? (
                  <Badge tone="warn">{t("expired")}</Badge>
                ) : (
                  <span>
                    {t("until")} <When at={row.expiresAt} short />
                  </span>
                )}
              </span>
              {may("member.manage") && (
                <span className="flex gap-2">
                  <Button
                    size="sm"
                    disabled={resend.isPending}
                    aria-label={t("resendTo", { name: row.name })}
                    onClick={() => resend.mutate({ invitationId: row.id })}
                  >
                    {t("resend")}
                  </Button>
                  <Button
                    size="sm"
                    disabled={revoke.isPending}
                    aria-label={t("withdrawOf", { name: row.name })}
                    onClick={() => revoke.mutate({ invitationId: row.id })}
                  >
                    {t("withdraw")}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
