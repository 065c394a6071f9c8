"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Notice } from "@/app/_ui/primitives/notice";
import { DeliveryList } from "./delivery-list";
import { EndpointActions } from "./endpoint-actions";

/** One endpoint: how it does, what was sent, and what can be done with it. */
export function EndpointRecord({ endpointId }: { endpointId: string }) {
  const t = useTranslations();
  const endpoints = useQuery(
    useTRPC().hub.listEndpoints.queryOptions(undefined, { refetchInterval: 10_000 }),
  );
  return (
    <>
      <Link
        href="/settings/webhooks"
        className="mb-3 inline-flex items-center gap-1.5 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("webhooks.title")}
      </Link>
      <QueryView query={endpoints}>
        {(list) => {
          const endpoint = list.find(({ id }) => id === endpointId);
          if (!endpoint) notFound();
          return (
            <>
              <PageHeader
                title={<span className="break-all">{endpoint.url}</span>}
                description={endpoint.description}
                status={<StatusBadge status={endpoint.status} />}
                action={<EndpointActions endpoint={endpoint} />}
              />
              {endpoint.failingSince && (
                <Notice tone="warn" className="mb-4">
                  {t("webhooks.failingSince")} <When at={endpoint.failingSince} short />
                </Notice>
              )}
              {endpoint.previousSecretExpiresAt && (
                <Notice tone="info" className="mb-4">
                  {t("webhooks.twoSecrets")} <When at={endpoint.previousSecretExpiresAt} short />
                </Notice>
              )}
              <DeliveryList endpointId={endpointId} />
            </>
          );
        }}
      </QueryView>
    </>
  );
}
