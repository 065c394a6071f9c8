"use client";

import { useQuery } from "@tanstack/react-query";
import { Network, Plus, ScrollText } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { RouterDto } from "@/server/modules/network/schema";
import { CreateRouter } from "./create-router";
import { MassCuts } from "./mass-cuts";
import { NetworkAlarms } from "./network-alarms";
import { ProofClock } from "./proof-clock";
import { RouterState } from "./router-state";

/** The tenant's routers: which answer, who is on them, what is not proven yet. */
export function RouterList() {
  const t = useTranslations("network");
  const api = useTRPC();
  const routers = useQuery(
    api.network.listRouters.queryOptions(undefined, { refetchInterval: 15_000 }),
  );
  const overview = useQuery(
    api.network.overview.queryOptions(undefined, { refetchInterval: 5_000 }),
  );
  const [creating, setCreating] = useState(false);
  const mayAdd = useMay()("router.manage");
  const add = mayAdd && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          <>
            <Button asChild>
              <Link href="/network/commands">
                <ScrollText aria-hidden />
                {t("log.title")}
              </Link>
            </Button>
            {add}
          </>
        }
      />
      <div className="space-y-5">
        {overview.data && (
          <>
            <NetworkAlarms overview={overview.data} />
            <MassCuts cuts={overview.data.massCuts} />
          </>
        )}
        <Card>
          <QueryView query={routers}>{(list) => <Table rows={list} />}</QueryView>
        </Card>
        {overview.data && (routers.data?.length ?? 0) > 0 && (
          <ProofClock clock={overview.data.clock} />
        )}
      </div>
      {creating && <CreateRouter onClose={() => setCreating(false)} />}
    </>
  );
}

function Table({ rows }: { rows: readonly RouterDto[] }) {
  const t = useTranslations("network");
  return (
    <PlainTable
      caption={t("title")}
      rows={rows}
      rowKey={({ id }) => id}
      empty={
        <EmptyState icon={Network} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      }
      columns={[
        {
          key: "name",
          label: t("router"),
          cell: ({ id, name, host, port }) => (
            <>
              <Link
                href={`/network?router=${id}`}
                className="font-medium text-brand-text underline-offset-4 hover:underline"
              >
                {name}
              </Link>
              <span className="block break-all text-muted">{`${host}:${port}`}</span>
            </>
          ),
        },
        { key: "state", label: t("state"), cell: ({ state }) => <RouterState state={state} /> },
        { key: "services", label: t("services"), numeric: true, cell: ({ services }) => services },
        {
          key: "online",
          label: t("online"),
          numeric: true,
          wide: true,
          cell: ({ online }) => online,
        },
        {
          key: "pending",
          label: t("pending"),
          numeric: true,
          wide: true,
          cell: (row) => row.pending,
        },
        {
          key: "seen",
          label: t("lastSeen"),
          wide: true,
          cell: ({ lastSeenAt }) => (lastSeenAt ? <When at={lastSeenAt} short /> : t("never")),
        },
      ]}
    />
  );
}
