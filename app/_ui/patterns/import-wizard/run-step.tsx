"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import type { ImportRun, ImportTarget } from "./import-target";
import { saveText } from "./read-file";

const ASK_EVERY_MS = 1_000;

type RunStepProps = { run: ImportRun; target: ImportTarget; onAgain: () => void };

/** The run as it goes, and its report: rows taken, rows refused to be mended, and the way back. */
export function RunStep({ run: given, target, onAgain }: RunStepProps) {
  const t = useTranslations("import");
  const [run, setRun] = useState(given);
  const [error, setError] = useState<unknown>(null);
  const attempt = async (work: () => Promise<void>) => {
    setError(null);
    await work().catch(setError);
  };
  const ask = useEffectEvent(() => void attempt(async () => setRun(await target.read(run.id))));
  useEffect(() => {
    if (!run.underWay) return;
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [run.underWay]);
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <Progress run={run} />
      {run.underWay ? (
        <p className="text-muted">{t("mayLeave")}</p>
      ) : (
        <>
          <Report run={run} />
          <div className="flex flex-wrap gap-2">
            <Button asChild variant="primary">
              <a href={target.list.href}>{target.list.label}</a>
            </Button>
            {run.failed > 0 && (
              <Button
                onClick={() =>
                  attempt(async () =>
                    saveText(`${target.fileName}-errors.csv`, await target.failures(run.id)),
                  )
                }
              >
                {t("downloadFailed", { count: run.failed })}
              </Button>
            )}
            {run.canUndo && (
              <Button onClick={() => attempt(async () => setRun(await target.undo(run.id)))}>
                {t("undo")}
              </Button>
            )}
            <Button variant="quiet" onClick={onAgain}>
              {t("again")}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

function Progress({ run }: { run: ImportRun }) {
  const t = useTranslations("import");
  const at = run.done + run.failed;
  return (
    <div>
      <div className="flex justify-between gap-3">
        <span className="font-medium">{t(run.status === "undoing" ? "undoing" : "progress")}</span>
        <span className="tabular-nums text-muted">{t("of", { at, total: run.total })}</span>
      </div>
      <progress
        aria-label={t("progress")}
        value={at}
        max={Math.max(1, run.total)}
        className="mt-1.5 h-2 w-full accent-brand"
      />
    </div>
  );
}

function Report({ run }: { run: ImportRun }) {
  const t = useTranslations("import");
  if (run.status === "undone")
    return (
      <Notice tone={run.notUndone > 0 ? "warn" : "ok"}>
        <p role="status">{t("undoneReport", { undone: run.undone, kept: run.notUndone })}</p>
      </Notice>
    );
  const whole = run.status === "done" && run.failed === 0;
  return (
    <Notice tone={whole ? "ok" : "warn"}>
      <p role="status">
        {run.status === "done"
          ? t("report", { done: run.done, failed: run.failed })
          : t("stopped", { done: run.done, total: run.total })}
      </p>
    </Notice>
  );
}
