"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { type Status, StatusBadge } from "@/app/_ui/patterns/status-badge";
import { UsageMeter } from "@/app/_ui/patterns/usage-meter";
import { When } from "@/app/_ui/patterns/when";
import { Card } from "@/app/_ui/primitives/card";
import { Impersonate, TenantImpersonations } from "./tenant-impersonation";
import { TenantPlan } from "./tenant-plan";
import { TenantStatus } from "./tenant-status";

/** One company: what it is, what it uses, and what the platform can change. */
export function TenantRecord({ tenantId }: { tenantId: string }) {
  const t = useTranslations("tenants");
  const tenant = useQuery(useTRPC().platform.getTenant.queryOptions({ tenantId }));
  return (
    <QueryView query={tenant}>
      {(it) => (
        <>
          <PageHeader
            title={it.name}
            status={<StatusBadge status={it.status} />}
            description={it.slug}
            action={
              <>
                {(it.status === "active" || it.status === "read_only") && (
                  <Impersonate tenantId={it.id} name={it.name} />
                )}
                <TenantStatus tenant={it} />
              </>
            }
          />
          <div className="grid gap-5 lg:grid-cols-2">
            <Section title={t("facts")}>
              <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-y-2">
                <dt className="text-muted">{t("country")}</dt>
                <dd>{it.country}</dd>
                <dt className="text-muted">{t("created")}</dt>
                <dd>
                  <When at={it.createdAt} />
                </dd>
                {it.parentSlug && (
                  <>
                    <dt className="text-muted">{t("parent")}</dt>
                    <dd>{it.parentSlug}</dd>
                  </>
                )}
                {it.domains.map((domain) => (
                  <div key={domain.host} className="contents">
                    <dt className="text-muted">{t("domain")}</dt>
                    <dd className="flex flex-wrap items-center gap-2 break-all">
                      {domain.host} <StatusBadge status={domain.status as Status} />
                    </dd>
                  </div>
                ))}
              </dl>
              <TenantPlan tenant={it} />
            </Section>
            <Section title={t("usage")}>
              <div className="space-y-4">
                {it.usage.map((usage) => (
                  <UsageMeter key={usage.resource} usage={usage} />
                ))}
              </div>
            </Section>
            <Section title={t("impersonations")}>
              <TenantImpersonations tenantId={it.id} />
            </Section>
          </div>
        </>
      )}
    </QueryView>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="mb-4 text-base font-semibold">{title}</h2>
      {children}
    </Card>
  );
}
