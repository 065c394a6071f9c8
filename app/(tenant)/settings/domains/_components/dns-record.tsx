import { useTranslations } from "next-intl";
import { CopyText } from "@/app/_ui/patterns/copy-text";
import type { DomainDto } from "@/server/modules/tenants/schema";

/** What to publish so that we know the host is theirs. */
export function DnsRecord({ domain }: { domain: DomainDto }) {
  const t = useTranslations("domains");
  return (
    <div className="mt-4 border-t border-subtle pt-4">
      <p className="mb-3 text-muted">
        {domain.status === "lost" ? t("lostText") : t("pendingText")}
      </p>
      <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[6rem_minmax(0,1fr)] sm:items-center">
        <dt className="font-medium">{t("recordType")}</dt>
        <dd>TXT</dd>
        <dt className="font-medium">{t("recordName")}</dt>
        <dd>
          <CopyText text={domain.record.name} label={t("recordName")} />
        </dd>
        <dt className="font-medium">{t("recordValue")}</dt>
        <dd>
          <CopyText text={domain.record.value} label={t("recordValue")} />
        </dd>
      </dl>
    </div>
  );
}
