"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPCClient } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Button } from "@/app/_ui/primitives/button";
import type { AgingInput } from "@/server/modules/billing/statements/schema";
import type { AgingBy } from "./aging-asked";
import { BUCKETS } from "./buckets";

/** All rows as a file: fetched part by part and put together here, with how far it is. */
export function ExportAging({ by, filters }: { by: AgingBy; filters: AgingInput }) {
  const t = useTranslations("receivables");
  const client = useTRPCClient();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<number>();
  const titles = [
    ...[t("number"), t(`one_${by}`), t("currency"), ...BUCKETS.map((bucket) => t(bucket))],
    ...[t("total"), t("invoiceCount"), t("oldest")],
  ];
  const run = async () => {
    const parts: string[] = [];
    let rows = 0;
    let cursor: string | undefined;
    try {
      do {
        const part = await client.billing.exportAging.mutate({ by, ...filters, titles, cursor });
        parts.push(part.csv);
        rows += part.rows;
        cursor = part.nextCursor ?? undefined;
        setDone(rows);
      } while (cursor !== undefined);
      save(`${t("file")}-${filters.asOf ?? t("today")}.csv`, parts);
    } finally {
      setDone(undefined);
    }
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Download aria-hidden />
        {t("export")}
      </Button>
      <ConfirmAction
        open={asking}
        onOpenChange={setAsking}
        title={t("exportTitle")}
        confirmLabel={t("export")}
        variant="primary"
        onConfirm={run}
      >
        {done === undefined ? (
          t("exportText")
        ) : (
          <span role="status">{t("exporting", { count: done })}</span>
        )}
      </ConfirmAction>
    </>
  );
}

function save(name: string, parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
