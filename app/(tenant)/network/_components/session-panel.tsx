"use client";

import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Input } from "@/app/_ui/primitives/input";
import { Card } from "@/app/_ui/primitives/card";

/** A page of them; the rest is found by its name or address. */
const SHOWN = 25;

/** Who is connected now, as the router says. */
export function SessionPanel({ routerId }: { routerId: string }) {
  const t = useTranslations("network");
  const sessions = useQuery(
    useTRPC().network.sessions.queryOptions(
      { routerId },
      { refetchInterval: 30_000, retry: false },
    ),
  );
  const [sought, setSought] = useState("");
  const isSought = ({ user, address }: { user: string; address: string }) =>
    `${user} ${address}`.toLowerCase().includes(sought.trim().toLowerCase());
  const uptime = (seconds: number | null) =>
    seconds === null
      ? "—"
      : t("uptime", { hours: Math.floor(seconds / 3_600), minutes: Math.floor(seconds / 60) % 60 });
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">{t("sessions")}</h2>
        <Input
          type="search"
          aria-label={t("sessionSearch")}
          placeholder={t("sessionSearch")}
          className="sm:w-64"
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
      </div>
      <Card>
        <QueryView query={sessions}>
          {({ items }) => (
            <PlainTable
              caption={t("sessions")}
              rows={items.filter(isSought).slice(0, SHOWN)}
              rowKey={({ user, address }) => `${user} ${address}`}
              empty={
                <EmptyState
                  icon={Users}
                  title={t(items.length > 0 ? "sessionNone" : "noSessions")}
                />
              }
              footer={
                <p className="px-4 py-3 text-muted">
                  {t("sessionCount", { shown: Math.min(SHOWN, items.length), count: items.length })}
                </p>
              }
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
                  className: "whitespace-nowrap",
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
