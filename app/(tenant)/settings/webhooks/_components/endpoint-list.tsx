"use client";

import { useQuery } from "@tanstack/react-query";
import { Cable, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { CreateEndpoint } from "./create-endpoint";

/** Where the tenant's events are sent. */
export function EndpointList() {
  const t = useTranslations("webhooks");
  const endpoints = useQuery(useTRPC().hub.listEndpoints.queryOptions());
  const [creating, setCreating] = useState(false);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          <Button variant="primary" onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            {t("create")}
          </Button>
        }
      />
      <Card>
        <QueryView query={endpoints}>
          {(list) => (
            <PlainTable
              caption={t("title")}
              rows={list}
              rowKey={(endpoint) => endpoint.id}
              empty={
                <EmptyState icon={Cable} title={t("empty")}>
                  {t("emptyText")}
                </EmptyState>
              }
              columns={[
                {
                  key: "url",
                  label: t("url"),
                  cell: (endpoint) => (
                    <>
                      <Link
                        href={`/settings/webhooks/${endpoint.id}`}
                        className="font-medium break-all text-brand-text underline-offset-4 hover:underline"
                      >
                        {endpoint.url}
                      </Link>
                      <span className="block text-muted">{endpoint.description}</span>
                    </>
                  ),
                },
                {
                  key: "events",
                  label: t("events"),
                  wide: true,
                  cell: ({ eventNames }) =>
                    eventNames.length === 0
                      ? t("everyEvent")
                      : t("someEvents", { count: eventNames.length }),
                },
                {
                  key: "status",
                  label: t("status"),
                  cell: ({ status }) => <StatusBadge status={status} />,
                },
                {
                  key: "created",
                  label: t("created"),
                  wide: true,
                  cell: ({ createdAt }) => <When at={createdAt} short />,
                },
              ]}
            />
          )}
        </QueryView>
      </Card>
      {creating && <CreateEndpoint onClose={() => setCreating(false)} />}
    </>
  );
}
