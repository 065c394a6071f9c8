"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import { ControlTotals, useControl } from "./control-totals";
import type { ControlTotal, ImportCheck, ImportTarget } from "./import-target";

type CheckStepProps = {
  check: ImportCheck;
  target: ImportTarget;
  busy: boolean;
  onBack: () => void;
  onNext: (control?: ControlTotal) => void;
};

/** The dry run: how many would be taken, which rows not and why. Nothing is written yet. */
export function CheckStep({ check, target, busy, onBack, onNext }: CheckStepProps) {
  const t = useTranslations("import");
  const { rows, good, bad, problems, totals = [] } = check;
  const control = useControl(totals);
  return (
    <>
      <Notice tone={bad > 0 ? "warn" : "ok"}>
        <p>{t("checked", { rows, good, bad })}</p>
      </Notice>
      {problems.length > 0 && <Problems problems={problems} bad={bad} target={target} />}
      {totals.length > 0 && <ControlTotals totals={totals} control={control} />}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          disabled={busy || good === 0 || control.differs}
          onClick={() => onNext(control.total)}
        >
          {t("start", { good })}
        </Button>
        <Button variant="quiet" disabled={busy} onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </>
  );
}

type ProblemsProps = Pick<ImportCheck, "problems" | "bad"> & { target: ImportTarget };

function Problems({ problems, bad, target }: ProblemsProps) {
  const t = useTranslations("import");
  return (
    <section className="space-y-2" aria-label={t("problems")}>
      <h2 className="font-semibold">{t("problems")}</h2>
      <ul className="max-h-80 divide-y divide-subtle overflow-y-auto rounded-control border border-subtle">
        {problems.map(({ line, reason, given }) => (
          <li key={line} className="px-3 py-2">
            <span className="font-medium">{t("line", { line })}</span> · {reason}
            <span className="block truncate text-muted">
              {target.fields
                .map(({ name }) => given[name])
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
      {bad > problems.length && (
        <p className="text-muted">{t("moreProblems", { count: bad - problems.length })}</p>
      )}
    </section>
  );
}
