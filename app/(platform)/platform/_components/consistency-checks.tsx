"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";

/** Checks over all data, run when asked: what must hold, and how many rows break it. */
export function ConsistencyChecks() {
  const t = useTranslations("health");
  const checks = useQuery({ ...useTRPC().platform.runChecks.queryOptions(), enabled: false });
  return (
    <section className="mt-8">
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 className="text-base font-semibold">{t("checks")}</h2>
        <Button onClick={() => void checks.refetch()} disabled={checks.isFetching}>
          {checks.isFetching ? t("running") : t("run")}
        </Button>
      </div>
      {checks.isError && <ErrorNotice error={checks.error} />}
      {checks.data ? (
        <Card>
          <PlainTable
            caption={t("checks")}
            rows={checks.data}
            rowKey={(check) => check.name}
            empty={<p className="p-4 text-muted">{t("noChecks")}</p>}
            columns={[
              { key: "name", label: t("check"), cell: (check) => <code>{check.name}</code> },
              { key: "broken", label: t("broken"), numeric: true, cell: (check) => check.broken },
              {
                key: "status",
                label: t("result"),
                cell: (check) => <StatusBadge status={check.broken > 0 ? "failed" : "ok"} />,
              },
              {
                key: "examples",
                label: t("examples"),
                wide: true,
                cell: (check) => (
                  <ul className="text-muted">
                    {check.examples.map((example) => (
                      <li key={`${example.tenantId}${example.what}`}>{example.what}</li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        </Card>
      ) : (
        <p className="text-muted">{t("checksText")}</p>
      )}
    </section>
  );
}
