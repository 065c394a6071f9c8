import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch, requirePerson } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { AuditLog } from "./_components/audit-log";
import { AuditStatus } from "./_components/audit-status";
import { ExportAudit } from "./_components/export-audit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("audit") };
}

export default async function AuditPage() {
  const [person, t] = await Promise.all([requirePerson(), getTranslations("audit")]);
  return (
    <Prefetch
      queries={[api.audit.status.queryOptions()]}
      lists={[firstEvents("log", { limit: 50 })]}
    >
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={person.permissions.includes("audit.export") && <ExportAudit />}
      />
      <AuditStatus />
      <AuditLog readerId={person.userId} />
    </Prefetch>
  );
}
