"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { useWatch } from "react-hook-form";
import { cn } from "@/app/_ui/cn";
import { useTRPC } from "@/app/_trpc/client";
import { Money } from "@/app/_ui/patterns/money";
import type { AppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Card } from "@/app/_ui/primitives/card";
import { draftForm, type DraftForm, type DraftValues } from "./draft-form";
import { useDayText } from "./day";

const WAIT_MS = 400;

/** What the draft comes to as it stands, counted by the server: the same that issuing would give today. */
export function DraftPreview({ form }: { form: AppForm<DraftValues, DraftForm> }) {
  const t = useTranslations("invoices");
  const day = useDayText();
  const input = useSettled(useWatch({ control: form.control }));
  const ready = draftForm.safeParse(input);
  const preview = useQuery({
    ...useTRPC().billing.previewDraft.queryOptions(
      ready.data ?? { customerId: "", lines: [{ description: "" }] },
    ),
    enabled: ready.success,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const sums = ready.success && !preview.error ? preview.data : undefined;
  return (
    <Card aria-label={t("preview")} aria-live="polite" className="p-4 lg:sticky lg:top-20">
      <h2 className="font-semibold">{t("preview")}</h2>
      {!sums && <p className="mt-2 text-muted">{t("previewWait")}</p>}
      {sums && (
        <dl className="mt-3 space-y-1.5">
          <Row label={t("net")}>
            <Money minor={sums.netMinor} currency={sums.currency} />
          </Row>
          <Row label={t("tax")}>
            <Money minor={sums.taxMinor} currency={sums.currency} />
          </Row>
          <Row label={t("total")} strong>
            <Money minor={sums.totalMinor} currency={sums.currency} />
          </Row>
          <Row label={t("dueOn")}>{day(sums.dueOn)}</Row>
        </dl>
      )}
    </Card>
  );
}

type RowProps = { label: string; strong?: boolean; children: ReactNode };

function Row({ label, strong, children }: RowProps) {
  return (
    <div
      className={cn(
        "flex justify-between gap-4",
        strong && "border-t border-subtle pt-1.5 text-base font-semibold",
      )}
    >
      <dt className="text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A value once it has stood still for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), WAIT_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
