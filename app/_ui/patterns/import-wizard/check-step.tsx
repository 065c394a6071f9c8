"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import { ControlTotals, useControl } from "./control-totals";
import type { ControlTotal, ImportCheck, ImportRemark, ImportTarget } from "./import-target";

type CheckStepProps = {
  check: ImportCheck;
  target: ImportTarget;
  busy: boolean;
  onBack: () => void;
  onNext: (control?: ControlTotal) => void;
};

/** The dry run: how many would be taken, which rows not and why, which are worth a look. Nothing is written yet. */
export function CheckStep({ check, target, busy, onBack, onNext }: CheckStepProps) {
  const t = useTranslations("import");
  const { rows, good, bad, doubted, problems, warnings, totals, refused, known = 0 } = check;
  const control = useControl(totals, refused);
  return (
    <>
      <Notice tone={bad > 0 || doubted > 0 ? "warn" : "ok"}>
        <p>{t("checked", { rows, good, bad })}</p>
        {known > 0 && <p>{t("checkedKnown", { count: known })}</p>}
        {doubted > 0 && <p>{t("checkedDoubts", { count: doubted })}</p>}
      </Notice>
      {problems.length > 0 && (
        <Remarks title={t("problems")} remarks={problems} target={target}>
          {bad > problems.length && t("moreProblems", { count: bad - problems.length })}
        </Remarks>
      )}
      {warnings.length > 0 && (
        <Remarks title={t("doubts")} remarks={warnings} target={target}>
          {doubted > warnings.length && t("moreDoubts", { count: doubted - warnings.length })}
        </Remarks>
      )}
      {(totals.length > 0 || refused.length > 0) && (
        <ControlTotals totals={totals} refused={refused} control={control} />
      )}
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

type RemarksProps = {
  title: string;
  remarks: readonly ImportRemark[];
  target: ImportTarget;
  children: React.ReactNode;
};

function Remarks({ title, remarks, target, children }: RemarksProps) {
  const t = useTranslations("import");
  return (
    <section className="space-y-2" aria-label={title}>
      <h2 className="font-semibold">{title}</h2>
      <ul className="max-h-80 divide-y divide-subtle overflow-y-auto rounded-control border border-subtle">
        {remarks.map(({ line, reason, given }) => (
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
      {children && <p className="text-muted">{children}</p>}
    </section>
  );
}
