"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Gauge } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { type Column, PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { FormField } from "@/app/_ui/patterns/form-field";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { WARN_PERCENT } from "@/app/_ui/patterns/usage-meter";
import { cn } from "@/app/_ui/cn";
import { Card } from "@/app/_ui/primitives/card";
import { Select } from "@/app/_ui/primitives/input";
import type { TenantUsageDto } from "@/server/modules/platform/schema";
import { RESOURCE_NAMES, type Resource } from "@/server/modules/tenants/rules/resources";
import { useResourceAmount } from "../../_components/resource-amount";

const FROM = [0, 50, 80, 100] as const;

/** Who is close to a limit, the fullest first. */
export function UsageList() {
  const t = useTranslations();
  const api = useTRPC();
  const [minPercent, setMinPercent] = useState<number>(0);
  const [resource, setResource] = useState<Resource | "">("");
  const usage = useQuery(
    api.platform.listUsage.queryOptions(
      { minPercent, ...(resource && { resource }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const columns = useColumns();
  return (
    <>
      <PageHeader title={t("plans.usageTitle")} description={t("plans.usageText")} />
      <div className="mb-4 grid max-w-md grid-cols-2 gap-3">
        <FormField label={t("plans.from")}>
          {(control) => (
            <Select
              {...control}
              value={minPercent}
              onChange={(event) => setMinPercent(Number(event.target.value))}
            >
              {FROM.map((percent) => (
                <option key={percent} value={percent}>
                  {percent} %
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField label={t("plans.resource")}>
          {(control) => (
            <Select
              {...control}
              value={resource}
              onChange={(event) => setResource(event.target.value as Resource | "")}
            >
              <option value="">{t("plans.anyResource")}</option>
              {RESOURCE_NAMES.map((name) => (
                <option key={name} value={name}>
                  {t(`resource.${name}`)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      </div>
      <Card>
        <QueryView query={usage}>
          {(rows) => (
            <PlainTable
              caption={t("plans.usageTitle")}
              columns={columns}
              rows={rows}
              rowKey={(row) => `${row.tenantId}:${row.resource}`}
              empty={
                <EmptyState icon={Gauge} title={t("plans.nobody")}>
                  {t("plans.nobodyText")}
                </EmptyState>
              }
            />
          )}
        </QueryView>
      </Card>
    </>
  );
}

function useColumns(): readonly Column<TenantUsageDto>[] {
  const t = useTranslations();
  const amount = useResourceAmount();
  return [
    {
      key: "tenant",
      label: t("plans.tenant"),
      cell: (row) => (
        <Link
          href={`/tenants/${row.tenantId}`}
          className="font-medium text-brand-text underline-offset-4 hover:underline"
        >
          {row.name}
        </Link>
      ),
    },
    { key: "resource", label: t("plans.resource"), cell: (row) => t(`resource.${row.resource}`) },
    {
      key: "used",
      label: t("plans.used"),
      numeric: true,
      wide: true,
      cell: (row) =>
        t("usage.of", {
          used: amount(row.resource, row.used),
          maximum: amount(row.resource, row.maximum),
        }),
    },
    {
      key: "share",
      label: t("plans.share"),
      numeric: true,
      cell: (row) => (
        <span
          className={cn(
            "whitespace-nowrap tabular-nums",
            row.percent >= WARN_PERCENT && "font-semibold text-warn",
            row.percent >= 100 && "text-bad",
          )}
        >
          {row.percent} %
        </span>
      ),
    },
  ];
}
