"use client";

import { useTranslations } from "next-intl";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { ProgressBar } from "@/app/_ui/patterns/progress-bar";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Notice } from "@/app/_ui/primitives/notice";
import type { AdoptionPreview, AdoptionProblem } from "@/server/modules/network/adoption/schema";
import type { useAdoption } from "./use-adoption";

type Item = AdoptionPreview["items"][number];
type AdoptDialogProps = { adoption: ReturnType<typeof useAdoption>; onClose: () => void };

/** What will be written, row by row, before it is; then how far it is, and what became of each. */
export function AdoptDialog({ adoption: { stage, run }, onClose }: AdoptDialogProps) {
  const t = useTranslations();
  const title = stage.at === "done" ? doneCount(stage.results) : null;
  return (
    <Dialog
      open={stage.at !== "closed"}
      // Halfway through, what is done would be out of sight.
      onOpenChange={() => stage.at !== "running" && onClose()}
      title={
        title === null
          ? t("network.adoption.previewTitle")
          : t("network.adoption.done", { count: title })
      }
      description={stage.at === "preview" ? t("network.adoption.previewText") : undefined}
    >
      <div className="space-y-4">
        {stage.at === "reading" && <p role="status">{t("network.adoption.reading")}</p>}
        {stage.at === "failed" && <ErrorNotice error={stage.error} />}
        {stage.at === "running" && <Running {...stage} />}
        {stage.at === "preview" && <Preview items={stage.items} />}
        {stage.at === "done" && (
          <Refused
            all={stage.results.flatMap(({ rowId, problem }) =>
              problem ? [{ label: labelOf(stage.items, rowId), problem }] : [],
            )}
          />
        )}
        {stage.at !== "running" && (
          <div className="flex flex-wrap justify-end gap-2">
            {stage.at === "preview" ? (
              <>
                <Button onClick={onClose}>{t("common.cancel")}</Button>
                <Confirm items={stage.items} onConfirm={() => void run(stage.items)} />
              </>
            ) : (
              <Button onClick={onClose}>{t("network.adoption.close")}</Button>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}

const doneCount = (results: readonly { problem: AdoptionProblem | null }[]) =>
  results.filter(({ problem }) => problem === null).length;
const labelOf = (items: readonly Item[], rowId: string) =>
  items.find((item) => item.rowId === rowId)?.label ?? "";

function Confirm({ items, onConfirm }: { items: readonly Item[]; onConfirm: () => void }) {
  const t = useTranslations("network.adoption");
  const count = doneCount(items);
  return (
    <Button variant="primary" disabled={count === 0} onClick={onConfirm}>
      {t("adopt", { count })}
    </Button>
  );
}

function Running({ done, count }: { done: number; count: number }) {
  const t = useTranslations("network.adoption");
  const label = t("running", { done, count });
  return (
    <div className="space-y-2" role="status">
      <p className="tabular-nums">{label}</p>
      <ProgressBar part={count === 0 ? 0 : done / count} label={label} />
    </div>
  );
}

/** Shown one by one; the rest are alike. */
const SHOWN = 10;

function Preview({ items }: { items: readonly Item[] }) {
  const t = useTranslations("network.adoption");
  const good = items.filter(({ problem }) => problem === null);
  return (
    <>
      <Refused all={items.flatMap(({ label, problem }) => (problem ? [{ label, problem }] : []))} />
      <ul className="space-y-3">
        {good.slice(0, SHOWN).map((item) => (
          <Written key={item.rowId} item={item} />
        ))}
      </ul>
      {good.length > SHOWN && (
        <p className="text-muted">{t("more", { count: good.length - SHOWN })}</p>
      )}
    </>
  );
}

function Written({ item }: { item: Item }) {
  const t = useTranslations("network.adoption");
  const { label, number, customerName, comment, differs, asked } = item;
  const nothing = t("empty");
  return (
    <li className="rounded-card border border-subtle px-3.5 py-2.5">
      <p>
        <span className="font-medium break-all">{label}</span>{" "}
        <span className="text-muted">{t("serviceOf", { number, customer: customerName })}</span>
      </p>
      <dl className="mt-1 text-[0.8125rem]">
        <dt className="text-muted">{t("was")}</dt>
        <dd className="break-words">{comment.is || nothing}</dd>
        <dt className="text-muted">{t("becomes")}</dt>
        <dd className="font-mono break-all">{comment.should}</dd>
      </dl>
      {Object.keys(differs).length > 0 && (
        <div className="mt-1.5 text-[0.8125rem] text-warn">
          <p>{t("differs")}</p>
          {Object.entries(differs).map(([name, { is, should }]) => (
            <p key={name} className="break-all">
              {t("differ", { name, is: is || nothing, should: should || nothing })}
            </p>
          ))}
        </div>
      )}
      {asked && <p className="mt-1.5 text-[0.8125rem] text-warn">{t("asked")}</p>}
    </li>
  );
}

function Refused({ all }: { all: readonly { label: string; problem: AdoptionProblem }[] }) {
  const t = useTranslations("network.adoption");
  if (all.length === 0) return null;
  return (
    <Notice tone="warn">
      <p className="font-semibold">{t("refused", { count: all.length })}</p>
      <ul>
        {all.map(({ label, problem }) => (
          <li key={label}>
            <span className="font-medium break-all">{label}</span>: {t(`problems.${problem}`)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
