"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";

/** Leads to MercadoPago, where the company gives leave without copying keys; absent where the platform has no application. */
export function LeaveButton({ integrationId }: { integrationId?: string }) {
  const t = useTranslations("integrations.gateways.leave");
  const api = useTRPC();
  const offer = useQuery(api.payments.leaveOffer.queryOptions());
  const begin = useMutation(
    api.payments.beginLeave.mutationOptions({ onSuccess: ({ url }) => location.assign(url) }),
  );
  if (!offer.data?.offered) return null;
  return (
    <>
      <Button
        size={integrationId ? "sm" : undefined}
        disabled={begin.isPending || begin.isSuccess}
        onClick={() =>
          begin.mutate({ host: location.host, ...(integrationId && { integrationId }) })
        }
      >
        {t(integrationId ? "again" : "give")}
      </Button>
      {begin.error && <ErrorNotice error={begin.error} />}
    </>
  );
}

/** Takes what the seller brought back; it leaves the address before anything else happens. */
export function LeaveReturn() {
  const t = useTranslations("integrations.gateways.leave");
  const api = useTRPC();
  const cache = useQueryClient();
  const { mutate, ...finish } = useMutation(
    api.payments.finishLeave.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.payments.listGateways.pathFilter()),
    }),
  );
  useEffect(() => {
    const answer = /^#mercadopago\?(.+)$/.exec(location.hash)?.[1];
    if (!answer) return;
    history.replaceState(null, "", location.pathname + location.search);
    const brought = new URLSearchParams(answer);
    mutate({ code: brought.get("code") ?? "", state: brought.get("state") ?? "" });
  }, [mutate]);
  if (finish.isPending) return <Notice tone="info">{t("taking")}</Notice>;
  if (finish.error) return <ErrorNotice error={finish.error} />;
  return finish.isSuccess ? <Notice tone="ok">{t("given")}</Notice> : null;
}
