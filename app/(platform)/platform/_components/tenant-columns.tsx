import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "@/app/_ui/patterns/data-table/plain-table";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { UsagePercent } from "@/app/_ui/patterns/usage-meter";
import { When } from "@/app/_ui/patterns/when";
import type { PlatformTenantDto } from "@/server/modules/platform/schema";

/** The columns of the list of companies. */
export function useTenantColumns(): readonly Column<PlatformTenantDto>[] {
  const t = useTranslations("tenants");
  return [
    {
      key: "name",
      label: t("name"),
      cell: (tenant) => (
        <>
          <Link
            href={`/tenants/${tenant.id}`}
            className="font-medium text-brand-text underline-offset-4 hover:underline"
          >
            {tenant.name}
          </Link>
          <span className="block text-xs text-muted">
            {tenant.slug}
            {tenant.parentSlug && ` · ${t("childOf", { parent: tenant.parentSlug })}`}
            {tenant.demo && ` · ${t("demo")}`}
          </span>
        </>
      ),
    },
    { key: "status", label: t("status"), cell: (tenant) => <StatusBadge status={tenant.status} /> },
    { key: "plan", label: t("plan"), wide: true, cell: (tenant) => tenant.planCode ?? t("noPlan") },
    {
      key: "usage",
      label: t("fullest"),
      wide: true,
      numeric: true,
      cell: (tenant) => <UsagePercent usage={tenant.usage} />,
    },
    {
      key: "created",
      label: t("created"),
      wide: true,
      cell: (tenant) => <When at={tenant.createdAt} short />,
    },
  ];
}
