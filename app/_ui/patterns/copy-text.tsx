"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/primitives/button";

/** A value to take elsewhere (a key, a DNS record), with a button that copies it. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className="flex items-stretch gap-2">
      <code
        aria-label={label}
        className="min-w-0 flex-1 self-center rounded-control bg-raised px-2.5 py-2 text-[0.8125rem] break-all select-all"
      >
        {text}
      </code>
      <Button onClick={copy} aria-label={`${t("copy")}: ${label}`} className="self-center">
        {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        <span className="hidden sm:inline" aria-live="polite">
          {copied ? t("copied") : t("copy")}
        </span>
      </Button>
    </div>
  );
}
