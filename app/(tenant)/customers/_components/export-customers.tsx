"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPCClient } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Button } from "@/app/_ui/primitives/button";
import { EXPORT_COLUMNS } from "@/server/modules/crm/schema";

type ExportCustomersProps = {
  query: { search: string; filters: string; sort: string };
  count: number;
  shown: readonly string[];
  titles: ReadonlyMap<string, string>;
};

/** The rows that match, as a file: fetched part by part and put together here, with how far it is. */
export function ExportCustomers({ query, count, shown, titles }: ExportCustomersProps) {
  const t = useTranslations("customers");
  const table = useTranslations("table");
  const client = useTRPCClient();
  const [asking, setAsking] = useState(false);
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const columns = EXPORT_COLUMNS.filter((column) => shown.includes(column));
  const run = async () => {
    const parts: string[] = [];
    let done = 0;
    let total = count;
    let after: number | undefined;
    try {
      do {
        const part = await client.customers.export.mutate({
          selection: { mode: "matching", query },
          columns,
          titles: columns.map((column) => titles.get(column) ?? column),
          after,
        });
        parts.push(part.csv);
        done += part.rows;
        total = part.total ?? total;
        after = part.after ?? undefined;
        setProgress({ done, total });
      } while (after !== undefined);
      save(`${t("exportFile")}.csv`, parts);
    } finally {
      setProgress(undefined);
    }
  };
  return (
    <>
      <Button
        size="sm"
        onClick={() => setAsking(true)}
        disabled={count === 0 || columns.length === 0}
      >
        <Download aria-hidden />
        <span className="sr-only sm:not-sr-only">{table("export")}</span>
      </Button>
      <ConfirmAction
        open={asking}
        onOpenChange={setAsking}
        title={t("exportTitle")}
        confirmLabel={table("export")}
        variant="primary"
        onConfirm={run}
      >
        {progress ? (
          <span role="status">{table("exporting", progress)}</span>
        ) : (
          t("exportText", { count })
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
