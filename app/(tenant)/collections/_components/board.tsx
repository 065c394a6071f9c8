"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { HandCoins, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Money } from "@/app/_ui/patterns/money";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Segments } from "@/app/_ui/patterns/segments";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type {
  BoardDto,
  CollectionTaskDto,
  TaskStatusWord,
} from "@/server/modules/billing/collections/schema";
import { CollectionTabs } from "./collection-tabs";
import { CreateTaskDialog } from "./create-task-dialog";
import { PromiseDialog } from "./promise-dialog";
import { TaskCard } from "./task-card";
import { useMoveTask } from "./use-move-task";

type Whose = "all" | "mine" | "team";
const TARGETS: readonly TaskStatusWord[] = [
  "open",
  "inProgress",
  "promised",
  "uncollectable",
  "cancelled",
];

/** Open tasks by where they stand, with counts and what is owed. */
export function Board() {
  const t = useTranslations("collections");
  const api = useTRPC();
  const may = useMay();
  const [whose, setWhose] = useState<Whose>("all");
  const [creating, setCreating] = useState(false);
  const board = useQuery({
    ...api.collections.board.queryOptions({ whose }),
    placeholderData: keepPreviousData,
  });
  const add = may("collection.manage") && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t("new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} action={add} />
      <CollectionTabs />
      <Segments
        label={t("whose")}
        value={whose}
        options={[
          { value: "all", label: t("whoseAll") },
          { value: "mine", label: t("whoseMine") },
          { value: "team", label: t("whoseTeam") },
        ]}
        onChoose={setWhose}
      />
      <QueryView query={board}>
        {(data) =>
          data.columns.every(({ count }) => count === 0) ? (
            <Card>
              <EmptyState icon={HandCoins} title={t("empty")} action={add}>
                {t("emptyText")}
              </EmptyState>
            </Card>
          ) : (
            <Columns board={data} />
          )
        }
      </QueryView>
      {creating && <CreateTaskDialog onClose={() => setCreating(false)} />}
    </>
  );
}

function Columns({ board }: { board: BoardDto }) {
  const { move } = useMoveTask();
  const [promising, setPromising] = useState<CollectionTaskDto>();
  return (
    <div className="grid gap-4 lg:grid-cols-3 lg:items-start">
      {board.columns.map((column) => (
        <Column
          key={column.status}
          column={column}
          board={board}
          onMove={(task, status) =>
            status === "promised" ? setPromising(task) : move(task, status)
          }
        />
      ))}
      {promising && (
        <PromiseDialog
          customerId={promising.customerId}
          customerName={promising.customerName}
          taskId={promising.id}
          onClose={() => setPromising(undefined)}
        />
      )}
    </div>
  );
}

type ColumnProps = {
  column: BoardDto["columns"][number];
  board: BoardDto;
  onMove: (task: CollectionTaskDto, status: TaskStatusWord) => void;
};

function Column({ column, board, onMove }: ColumnProps) {
  const t = useTranslations("collections");
  const { status, count, owedMinor, cards } = column;
  return (
    <section aria-label={t(`status.${status}`)} className="min-w-0 rounded-card bg-raised p-3">
      <header className="mb-3 flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="font-semibold">{t(`status.${status}`)}</h2>
        <p className="text-[0.8125rem] text-muted">
          {t("columnTotal", { count })} · <Money minor={owedMinor} currency={board.currency} />
        </p>
      </header>
      <ul className="space-y-2">
        {cards.map((task) => (
          <TaskCard
            key={task.id}
            task={task}
            currency={board.currency}
            today={board.today}
            targets={TARGETS.filter((target) => target !== status)}
            onMove={(target) => onMove(task, target)}
          />
        ))}
      </ul>
      {count === 0 && <p className="py-4 text-center text-muted">{t("columnEmpty")}</p>}
      {count > cards.length && (
        <Link
          href={`/collections/tasks?status=${status}`}
          className="mt-3 inline-flex min-h-6 items-center text-brand-text underline underline-offset-4"
        >
          {t("columnMore", { count })}
        </Link>
      )}
    </section>
  );
}
