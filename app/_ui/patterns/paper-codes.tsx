"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";

type PaperCodesProps = { codes: readonly string[]; busy?: boolean; onDone: () => void };

/** Recovery codes, this once: to copy, to print, to keep away from the phone. */
export function PaperCodes({ codes, busy, onDone }: PaperCodesProps) {
  const t = useTranslations("account");
  return (
    <div className="space-y-4">
      <Notice tone="warn">{t("codesOnce")}</Notice>
      <ul className="grid grid-cols-2 gap-1 rounded-control bg-raised p-3 text-center font-mono text-sm">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => void navigator.clipboard.writeText(codes.join("\n"))}>
          {t("copyCodes")}
        </Button>
        <Button variant="primary" disabled={busy} onClick={onDone}>
          {t("codesKept")}
        </Button>
      </div>
    </div>
  );
}
