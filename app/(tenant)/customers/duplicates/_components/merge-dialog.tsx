"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { ArrowLeftRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { formatTaxId } from "@/server/kernel/tax-id";
import {
  type ComparisonDto,
  MERGE_FIELDS,
  type MergeDto,
  type MergeField,
} from "@/server/modules/crm/rules/merge-schema";
import { suggestedTake } from "@/server/modules/crm/rules/merged-fields";
import type { CustomerDto } from "@/server/modules/crm/schema";

type MergeDialogProps = {
  ids: readonly [string, string];
  onClose: () => void;
  onMerged: (merge: MergeDto) => void;
};

/** Two customers side by side: which one stays, which value of each field is kept, and what moves. */
export function MergeDialog({ ids, onClose, onMerged }: MergeDialogProps) {
  const t = useTranslations("customer");
  const api = useTRPC();
  const [turned, setTurned] = useState(false);
  const [survivorId, absorbedId] = turned ? [ids[1], ids[0]] : ids;
  const comparison = useQuery(api.customers.compare.queryOptions({ survivorId, absorbedId }));
  return (
    <Dialog open onOpenChange={onClose} title={t("mergeTitle")} className="sm:w-[44rem]">
      <QueryView query={comparison}>
        {(found) => (
          <MergeForm
            key={survivorId}
            found={found}
            onTurn={() => setTurned((before) => !before)}
            onClose={onClose}
            onMerged={onMerged}
          />
        )}
      </QueryView>
    </Dialog>
  );
}

type MergeFormProps = Pick<MergeDialogProps, "onClose" | "onMerged"> & {
  found: ComparisonDto;
  onTurn: () => void;
};

function MergeForm({ found, onTurn, onClose, onMerged }: MergeFormProps) {
  const t = useTranslations("customer");
  const common = useTranslations("common");
  const api = useTRPC();
  const { survivor, absorbed } = found;
  const [take, setTake] = useState(() => new Set(suggestedTake(survivor, absorbed)));
  const merge = useMutation(api.customers.merge.mutationOptions({ onSuccess: onMerged }));
  const write = useFieldText();
  const differing = MERGE_FIELDS.filter(
    (field) => write(survivor, field) !== write(absorbed, field),
  );
  const choose = (field: MergeField, taken: boolean) =>
    setTake(
      (before) => new Set(taken ? [...before, field] : [...before].filter((one) => one !== field)),
    );
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        merge.mutate({ survivorId: survivor.id, absorbedId: absorbed.id, take: [...take] });
      }}
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          {t("stays")}{" "}
          <strong>
            #{survivor.number} {survivor.name}
          </strong>
          <span className="block text-muted">
            {t("goes")} #{absorbed.number} {absorbed.name}
          </span>
        </p>
        <Button size="sm" onClick={onTurn}>
          <ArrowLeftRight aria-hidden />
          {t("turn")}
        </Button>
      </div>
      {differing.map((field) => (
        <FieldChoice
          key={field}
          field={field}
          ours={write(survivor, field)}
          theirs={write(absorbed, field)}
          taken={take.has(field)}
          onChoose={(taken) => choose(field, taken)}
        />
      ))}
      <Moves found={found} />
      {merge.error && <ErrorNotice error={merge.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" disabled={merge.isPending}>
          {merge.isPending ? common("working") : t("merge")}
        </Button>
      </div>
    </form>
  );
}

type FieldChoiceProps = {
  field: MergeField;
  ours: string;
  theirs: string;
  taken: boolean;
  onChoose: (taken: boolean) => void;
};

function FieldChoice({ field, ours, theirs, taken, onChoose }: FieldChoiceProps) {
  const t = useTranslations("customer");
  const option = (value: string, isTheirs: boolean) => (
    <label className="flex min-h-9 min-w-0 cursor-pointer items-start gap-2 rounded-control border border-subtle px-2.5 py-1.5 has-checked:border-brand-text has-checked:bg-brand-soft has-checked:text-on-brand-soft">
      <input
        type="radio"
        name={field}
        className="mt-1 shrink-0 accent-(--brand)"
        checked={taken === isTheirs}
        onChange={() => onChoose(isTheirs)}
      />
      <span className="min-w-0 break-words">{value || t("empty")}</span>
    </label>
  );
  return (
    <fieldset>
      <legend className="mb-1 text-[0.8125rem] text-muted">{t(`mergeField.${field}`)}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {option(ours, false)}
        {option(theirs, true)}
      </div>
    </fieldset>
  );
}

function Moves({ found: { moves, movesBalance, absorbed } }: { found: ComparisonDto }) {
  const t = useTranslations("customer");
  const rows = moves.reduce((sum, move) => sum + move.rows, 0);
  const known = (table: string) => t.has(`moves.${table}` as never);
  const named = moves.filter(({ table }) => known(table));
  return (
    <div className="rounded-card bg-raised p-3">
      <p className="font-medium">{t("movesTitle", { rows })}</p>
      {named.length > 0 && (
        <p className="text-muted">
          {named
            .map(({ table, rows: count }) => `${t(`moves.${table}` as never)}: ${count}`)
            .join(" · ")}
        </p>
      )}
      {movesBalance && <p className="text-muted">{t("movesBalance")}</p>}
      <p className="mt-1 text-muted">{t("mergeText", { name: absorbed.name })}</p>
    </div>
  );
}

/** What stands in a choice, as one text. */
function useFieldText(): (customer: CustomerDto, field: MergeField) => string {
  const t = useTranslations("customers");
  const status = useTranslations("status");
  return (customer, field) => {
    const { taxCountry, taxIdKind, taxId, currency, dueDays, dunningExempt } = customer;
    const texts: Record<MergeField, string> = {
      name: customer.name,
      kind: t(customer.kind),
      legalName: customer.legalName,
      tax: taxId && `${taxIdKind} ${formatTaxId(taxCountry, taxIdKind, taxId)}`,
      email: customer.email ?? "",
      phone: customer.phone ?? "",
      city: customer.city,
      category: customer.category,
      status: status(customer.status),
      owner: customer.ownerName ?? "",
      unit: customer.unitName ?? "",
      billing: [currency, dueDays, dunningExempt && t("exempt")].filter(Boolean).join(" · "),
      custom: Object.entries(customer.custom)
        .map(([key, value]) => `${key}: ${String(value as string)}`)
        .join(" · "),
    };
    return texts[field];
  };
}
