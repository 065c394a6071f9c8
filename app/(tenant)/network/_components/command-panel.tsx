"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { CommandList } from "@/server/modules/network/log-schema";
import { useErrorText } from "./use-error-text";

type Command = CommandList["items"][number];

/** What the router was asked for and is not proven yet, with why; and a way to try it all now. */
export function CommandPanel({ routerId, mayReplay }: { routerId: string; mayReplay: boolean }) {
  const t = useTranslations("network");
  const api = useTRPC();
  const cache = useQueryClient();
  const commands = useQuery(
    api.network.commands.queryOptions({ routerId, view: "open" }, { refetchInterval: 5_000 }),
  );
  const replay = useMutation(
    api.network.replay.mutationOptions({
      onSettled: () => cache.invalidateQueries(api.network.pathFilter()),
    }),
  );
  const [replaying, setReplaying] = useState(false);
  const some = (commands.data?.total ?? 0) > 0;
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">{t("commands")}</h2>
        {mayReplay && some && <Button onClick={() => setReplaying(true)}>{t("replay")}</Button>}
      </div>
      <ConfirmAction
        open={replaying}
        onOpenChange={setReplaying}
        title={t("replay")}
        confirmLabel={t("replay")}
        variant="primary"
        askReason
        onConfirm={(reason) => replay.mutateAsync({ routerId, reason })}
      >
        {t("replayText")}
      </ConfirmAction>
      <Card>
        <QueryView query={commands}>{({ items }) => <Table rows={items} />}</QueryView>
      </Card>
    </section>
  );
}

function Table({ rows }: { rows: readonly Command[] }) {
  const t = useTranslations("network");
  return (
    <PlainTable
      caption={t("commands")}
      rows={rows}
      rowKey={({ id }) => id}
      empty={
        <EmptyState icon={ShieldCheck} title={t("noCommands")}>
          {t("noCommandsText")}
        </EmptyState>
      }
      columns={[
        {
          key: "service",
          label: t("service"),
          cell: ({ serviceId, number, customerName }) => (
            <Link
              href={`/services/${serviceId}`}
              className="font-medium text-brand-text underline-offset-4 hover:underline"
            >
              #{number} {customerName}
            </Link>
          ),
        },
        {
          key: "wish",
          label: t("wish"),
          cell: ({ desired, requestedAt }) => (
            <>
              {t(`wishes.${desired}`)}
              <span className="block text-muted">
                <When at={requestedAt} short />
              </span>
            </>
          ),
        },
        { key: "fate", label: t("fate"), cell: (row) => <Fate row={row} /> },
      ]}
    />
  );
}

function Fate({ row }: { row: Command }) {
  const t = useTranslations();
  const errorText = useErrorText();
  return (
    <>
      {t(
        `network.${row.capped ? "capped" : row.held ? "heldByPanic" : (`statuses.${row.status}` as const)}`,
      )}
      <span className="block text-muted">
        {row.lastError ? errorText(row.lastError) : t("network.attempts", { count: row.attempts })}
      </span>
    </>
  );
}
