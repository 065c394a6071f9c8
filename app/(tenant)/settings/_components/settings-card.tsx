import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import type { SettingsOverviewDto } from "@/server/modules/tenants/schema";
import type { SettingsKey, SettingsPage } from "./settings-pages";

type SettingsCardProps = { page: SettingsPage; overview: SettingsOverviewDto | undefined };

/** One page of the settings: what it is for, and how it stands. */
export function SettingsCard({ page: { key, href, icon: Icon }, overview }: SettingsCardProps) {
  const t = useTranslations("settings.pages");
  const state = useSettingsState(key, overview);
  return (
    <li className="relative flex gap-3 rounded-card border border-subtle bg-surface p-4 shadow-low hover:bg-raised">
      <span className="grid size-9 shrink-0 place-items-center rounded-control bg-brand-soft text-on-brand-soft">
        <Icon aria-hidden className="size-4.5" />
      </span>
      <div className="min-w-0">
        <Link href={href} className="font-medium after:absolute after:inset-0 after:rounded-card">
          {t(`${key}.title`)}
        </Link>
        <p className="text-[0.8125rem] text-muted">{t(`${key}.text`)}</p>
        {state && (
          <p
            className={cn(
              "mt-1 text-[0.8125rem] font-medium",
              state.warn ? "text-warn" : "text-text",
            )}
          >
            {state.text}
          </p>
        )}
      </div>
    </li>
  );
}

/** A page's state in words; `warn` where somebody should look. */
function useSettingsState(
  key: SettingsKey,
  o: SettingsOverviewDto | undefined,
): { text: string; warn: boolean } | undefined {
  const t = useTranslations("settings.state");
  if (!o) return undefined;
  const fine = (text: string) => ({ text, warn: false });
  const look = (text: string, warn: boolean) => ({ text, warn });
  switch (key) {
    case "company":
      return look(t(o.companyComplete ? "complete" : "incomplete"), !o.companyComplete);
    case "units":
      return fine(t("units", { units: o.units, branches: o.branches }));
    case "brand":
      return fine(t(o.ownBrand ? "ownBrand" : "defaultBrand"));
    case "templates":
      return fine(t("templates", { count: o.templates }));
    case "domains":
      return fine(t("domains", { count: o.domains, verified: o.domainsVerified }));
    case "users":
      return look(
        t("users", { count: o.members, strong: o.membersWithFactor }),
        o.membersWithFactor < o.members,
      );
    case "roles":
      return fine(t("roles", { count: o.customRoles }));
    case "security":
      return look(t("alerts", { count: o.alerts }), o.alerts > 0);
    case "policies":
      return fine(t(o.openNow ? "openNow" : "closedNow"));
    case "apiKeys":
      return o.apiKeysExpiring > 0
        ? look(t("expiring", { count: o.apiKeysExpiring }), true)
        : fine(t("apiKeys", { count: o.apiKeys }));
    case "webhooks":
      return o.webhooksFailing > 0
        ? look(t("failing", { count: o.webhooksFailing }), true)
        : fine(t("webhooks", { count: o.webhooks }));
    case "jobs":
      return look(t("jobs", { count: o.jobsFailed }), o.jobsFailed > 0);
    case "panic":
      return look(t("panic", { count: o.panicOn }), o.panicOn > 0);
    default:
      return undefined;
  }
}
