"use client";

import { useQuery } from "@tanstack/react-query";
import { Network } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { Card } from "@/app/_ui/primitives/card";
import type { ResellerDto } from "@/server/modules/platform/schema";

/** Companies that own companies: each with its children and what they are together. */
export function ResellersList() {
  const t = useTranslations("plans");
  const api = useTRPC();
  const resellers = useQuery(api.platform.listResellers.queryOptions());
  return (
    <>
      <PageHeader title={t("resellersTitle")} description={t("resellersText")} />
      <QueryView query={resellers}>
        {(list) =>
          list.length === 0 ? (
            <Card>
              <EmptyState icon={Network} title={t("noResellers")}>
                {t("noResellersText")}
              </EmptyState>
            </Card>
          ) : (
            <ul className="space-y-4">
              {list.map((reseller) => (
                <Reseller key={reseller.id} reseller={reseller} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}

function Reseller({ reseller }: { reseller: ResellerDto }) {
  const t = useTranslations("plans");
  const format = useFormatter();
  const { staff, customers } = reseller.totals;
  const figures = [
    [t("children"), reseller.children.length],
    [t("staffTotal"), staff],
    [t("customersTotal"), customers],
  ] as const;
  return (
    <li>
      <Card className="p-5">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="text-base font-semibold">
            <TenantLink {...reseller} />
          </h2>
          <StatusBadge status={reseller.status} />
        </div>
        <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-2">
          {figures.map(([label, value]) => (
            <div key={label}>
              <dt className="text-[0.8125rem] text-muted">{label}</dt>
              <dd className="text-lg font-semibold tabular-nums">{format.number(value)}</dd>
            </div>
          ))}
        </dl>
        <ul className="mt-4 divide-y divide-subtle border-t border-subtle">
          {reseller.children.map((child) => (
            <li key={child.id} className="flex items-center justify-between gap-3 py-2.5">
              <TenantLink {...child} />
              <StatusBadge status={child.status} />
            </li>
          ))}
        </ul>
      </Card>
    </li>
  );
}

function TenantLink({ id, name, slug }: { id: string; name: string; slug: string }) {
  return (
    <span className="min-w-0">
      <Link
        href={`/tenants/${id}`}
        className="font-medium break-words text-brand-text underline-offset-4 hover:underline"
      >
        {name}
      </Link>
      <span className="ml-2 text-xs font-normal text-muted">{slug}</span>
    </span>
  );
}
