"use client";

import { FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import { ErrorNotice } from "../error-notice";

/** Tries an action without changing anything, and tells what would have happened. */
export function DryRun({ run }: { run: () => Promise<ReactNode> }) {
  const t = useTranslations("patterns.confirm");
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<ReactNode>(null);
  const [error, setError] = useState<unknown>();
  const start = async () => {
    setBusy(true);
    setError(undefined);
    try {
      setAnswer(await run());
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="space-y-2">
      <Button size="sm" onClick={() => void start()} disabled={busy}>
        <FlaskConical aria-hidden />
        {busy ? t("dryRunning") : t("dryRun")}
      </Button>
      {answer !== null && <Notice tone="info">{answer}</Notice>}
      {error !== undefined && <ErrorNotice error={error} />}
    </div>
  );
}
