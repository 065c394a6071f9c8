"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FileClock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Dialog } from "@/app/_ui/primitives/dialog";
import type { BackupDto } from "@/server/modules/network/schema";

/** The router's configurations, one for each day on which something had changed, and what changed. */
export function BackupPanel({ routerId, mayManage }: { routerId: string; mayManage: boolean }) {
  const t = useTranslations("network.backups");
  const api = useTRPC();
  const cache = useQueryClient();
  const backups = useQuery(api.network.listBackups.queryOptions({ routerId }));
  const take = useMutation(
    api.network.takeBackup.mutationOptions({
      onSettled: () => cache.invalidateQueries(api.network.listBackups.pathFilter()),
    }),
  );
  const [shown, setShown] = useState<BackupDto>();
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">{t("title")}</h2>
        {mayManage && (
          <Button disabled={take.isPending} onClick={() => take.mutate({ routerId })}>
            {t("take")}
          </Button>
        )}
      </div>
      {take.error && <ErrorNotice error={take.error} />}
      <Card>
        <QueryView query={backups}>
          {(rows) => <Table rows={rows} onShow={mayManage ? setShown : undefined} />}
        </QueryView>
      </Card>
      {shown && (
        <Dialog open onOpenChange={() => setShown(undefined)} title={t("changes")}>
          <Changes backupId={shown.id} />
        </Dialog>
      )}
    </section>
  );
}

type TableProps = {
  rows: readonly BackupDto[];
  onShow: ((row: BackupDto) => void) | undefined;
};

function Table({ rows, onShow }: TableProps) {
  const t = useTranslations("network.backups");
  const oldest = rows.at(-1)?.id;
  return (
    <PlainTable
      caption={t("title")}
      rows={rows}
      rowKey={({ id }) => id}
      empty={
        <EmptyState icon={FileClock} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      }
      columns={[
        {
          key: "day",
          label: t("day"),
          cell: ({ createdAt, seenAt }) => (
            <>
              <When at={createdAt} short />
              <span className="block text-[0.8125rem] text-muted">
                {t("still")} <When at={seenAt} short />
              </span>
            </>
          ),
        },
        { key: "lines", label: t("lines"), numeric: true, wide: true, cell: (row) => row.lines },
        {
          key: "changes",
          label: t("changes"),
          cell: (row) => {
            if (row.id === oldest) return <span className="text-muted">{t("first")}</span>;
            const words = t("changed", { added: row.added, removed: row.removed });
            return onShow ? (
              <Button size="sm" aria-label={`${t("see")} ${words}`} onClick={() => onShow(row)}>
                {words}
              </Button>
            ) : (
              words
            );
          },
        },
      ]}
    />
  );
}

function Changes({ backupId }: { backupId: string }) {
  const t = useTranslations("network.backups");
  const diff = useQuery(useTRPC().network.backupDiff.queryOptions({ backupId }));
  return (
    <QueryView query={diff}>
      {({ addedLines, removedLines }) =>
        addedLines.length + removedLines.length === 0 ? (
          <p>{t("same")}</p>
        ) : (
          <div className="space-y-4">
            <Lines title={t("added")} sign="+" lines={addedLines} />
            <Lines title={t("removed")} sign="−" lines={removedLines} />
          </div>
        )
      }
    </QueryView>
  );
}

type LinesProps = { title: string; sign: string; lines: readonly string[] };

function Lines({ title, sign, lines }: LinesProps) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className="font-medium">{title}</h3>
      <ul className="mt-1 space-y-1">
        {lines.map((line) => (
          <li key={line} className="rounded-control bg-raised px-2.5 py-1.5">
            <code className="text-[0.8125rem] break-all">
              {sign} {line}
            </code>
          </li>
        ))}
      </ul>
    </section>
  );
}
