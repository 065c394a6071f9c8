"use client";

import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Card } from "@/app/_ui/primitives/card";

/** Who is connected now, as the router says. */
export function SessionPanel({ routerId }: { routerId: string }) {
  const t = useTranslations("network");
  const sessions = useQuery(
    useTRPC().network.sessions.queryOptions(
      { routerId },
      { refetchInterval: 30_000, retry: false },
    ),
  );
  const uptime = (seconds: number | null) =>
    seconds === null
      ? "—"
      : t("uptime", { hours: Math.floor(seconds / 3_600), minutes: Math.floor(seconds / 60) % 60 });
  return (
    <section>
      <h2 className="mb-3 text-base font-semibold">{t("sessions")}</h2>
      <Card>
        <QueryView query={sessions}>
          {({ items }) => (
            <PlainTable
              caption={t("sessions")}
              rows={items}
              rowKey={({ user, address }) => `${user} ${address}`}
              empty={<EmptyState icon={Users} title={t("noSessions")} />}
              columns={[
                {
                  key: "user",
                  label: t("sessionUser"),
                  cell: ({ user, serviceId }) =>
                    serviceId ? (
                      <Link
                        href={`/services/${serviceId}`}
                        className="font-medium text-brand-text underline-offset-4 hover:underline"
                      >
                        {user}
                      </Link>
                    ) : (
                      <>
                        {user}
                        <span className="block text-muted">{t("foreignUser")}</span>
                      </>
                    ),
                },
                { key: "address", label: t("sessionAddress"), cell: ({ address }) => address },
                {
                  key: "uptime",
                  label: t("sessionUptime"),
                  numeric: true,
                  cell: ({ uptimeSeconds }) => uptime(uptimeSeconds),
                },
              ]}
            />
          )}
        </QueryView>
      </Card>
    </section>
  );
}
