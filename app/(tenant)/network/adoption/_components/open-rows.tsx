"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleCheck, ScanSearch } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { ForeignRowDto } from "@/server/modules/network/adoption/schema";
import { AdoptDialog } from "./adopt-dialog";
import { RowFacts } from "./row-facts";
import type { RowsProps } from "./router-rows";
import { ServiceChooser } from "./service-chooser";
import { useAdoption } from "./use-adoption";
import { useRefresh } from "./use-foreign-rows";

type Service = ForeignRowDto["service"];
/** Row → the service that a person chose instead of the proposal; null: none. */
type Choices = ReadonlyMap<string, Service>;

/** Rows to decide: whose each is, and what to do with the ones that are picked. */
export function OpenRows({ rows, run, query, isSearch }: RowsProps) {
  const t = useTranslations("network.adoption");
  const may = useMay()("router.reconcile");
  const [choices, setChoices] = useState<Choices>(new Map());
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const adoption = useAdoption(run?.id ?? "");
  const serviceOf = (row: ForeignRowDto) =>
    choices.has(row.id) ? (choices.get(row.id) ?? null) : row.service;
  const toggle = (id: string, on: boolean) =>
    setPicked((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)));
  if (!run)
    return (
      <Card>
        <EmptyState icon={ScanSearch} title={t("never")}>
          {t("neverText")}
        </EmptyState>
      </Card>
    );
  if (rows.length === 0)
    return (
      <Card>
        <EmptyState icon={CircleCheck} title={t(isSearch ? "noneFound" : "noneOpen")}>
          {!isSearch && t("noneOpenText")}
        </EmptyState>
      </Card>
    );
  const chosen = rows.filter(({ id }) => picked.has(id));
  const ready = chosen.flatMap((row) => {
    const service = serviceOf(row);
    return service ? [{ row, service }] : [];
  });
  return (
    <>
      {may && (
        <Actions
          runId={run.id}
          picked={chosen.map(({ id }) => id)}
          ready={ready.length}
          onAdopt={() => void adoption.read(ready)}
          onProposed={() =>
            setPicked(new Set(rows.filter((row) => serviceOf(row)).map(({ id }) => id)))
          }
          onClear={() => setPicked(new Set())}
        />
      )}
      <Card>
        <ul className="divide-y divide-(--border)">
          {rows.map((row) => (
            <li key={row.id} className="grid gap-3 p-4 md:grid-cols-[1fr_20rem]">
              <label className="flex min-w-0 cursor-pointer items-start gap-3">
                {may && (
                  <input
                    type="checkbox"
                    aria-label={t("select", { label: row.label })}
                    className="mt-0.5 size-5 shrink-0 accent-(--brand)"
                    checked={picked.has(row.id)}
                    onChange={({ target }) => toggle(row.id, target.checked)}
                  />
                )}
                <span className="min-w-0">
                  <RowFacts row={row} />
                </span>
              </label>
              <Choice
                row={row}
                service={serviceOf(row)}
                isOwn={choices.has(row.id)}
                readOnly={!may}
                onChoose={(service) => {
                  setChoices((before) => new Map(before).set(row.id, service));
                  toggle(row.id, service !== null);
                }}
              />
            </li>
          ))}
        </ul>
        <LoadMore query={query} />
      </Card>
      <AdoptDialog
        adoption={adoption}
        onClose={() => {
          if (adoption.stage.at === "done") setPicked(new Set());
          adoption.close();
        }}
      />
    </>
  );
}

type ActionsProps = {
  runId: string;
  picked: readonly string[];
  ready: number;
  onAdopt: () => void;
  onProposed: () => void;
  onClear: () => void;
};

function Actions({ runId, picked, ready, onAdopt, onProposed, onClear }: ActionsProps) {
  const t = useTranslations("network.adoption");
  const refresh = useRefresh();
  const skip = useMutation(
    useTRPC().network.skipRows.mutationOptions({ onSettled: refresh, onSuccess: onClear }),
  );
  return (
    <div className="mb-3 space-y-2">
      <div className="flex flex-wrap items-center gap-2" aria-live="polite">
        {picked.length === 0 ? (
          <Button onClick={onProposed}>{t("selectProposed")}</Button>
        ) : (
          <>
            <span className="text-muted tabular-nums">
              {t("selected", { count: picked.length })}
            </span>
            <Button variant="primary" disabled={ready === 0} onClick={onAdopt}>
              {t("adopt", { count: ready })}
            </Button>
            <Button
              disabled={skip.isPending}
              onClick={() => skip.mutate({ runId, rowIds: picked.slice(0, 200), skipped: true })}
            >
              {t(picked.length === 1 ? "skipOne" : "skip")}
            </Button>
            <Button variant="quiet" onClick={onClear}>
              {t("clear")}
            </Button>
          </>
        )}
      </div>
      {skip.error && <ErrorNotice error={skip.error} />}
    </div>
  );
}

type ChoiceProps = {
  row: ForeignRowDto;
  service: Service;
  isOwn: boolean;
  readOnly: boolean;
  onChoose: (service: Service) => void;
};

/** The service that is proposed and why, or the one that a person chose. */
function Choice({ row, service, isOwn, readOnly, onChoose }: ChoiceProps) {
  const t = useTranslations("network.adoption");
  const why = isOwn ? t("chosen") : row.why && t(`why.${row.why}`);
  return (
    <div className="min-w-0 space-y-1.5">
      {readOnly ? (
        service && t("serviceOf", { number: service.number, customer: service.customerName })
      ) : (
        <ServiceChooser
          label={`${t("service")}: ${row.label}`}
          chosen={service}
          onChoose={onChoose}
        />
      )}
      {service && why ? (
        <Badge tone={isOwn ? "neutral" : "info"}>{why}</Badge>
      ) : (
        <p className="text-[0.8125rem] text-muted">{t("noProposal")}</p>
      )}
    </div>
  );
}
