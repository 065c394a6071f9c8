"use client";

import {
  FileUp,
  type LucideIcon,
  Settings,
  UserPlus,
  UserRoundPlus,
  UsersRound,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMay } from "@/app/_ui/shell/person";
import type { PermissionName } from "@/server/auth/permissions";
import type es from "@/messages/es";

type QuickLink = {
  key: keyof (typeof es)["home"]["go"];
  href: string;
  icon: LucideIcon;
  permission: PermissionName;
};

const links: readonly QuickLink[] = [
  { key: "customers", href: "/customers", icon: UsersRound, permission: "customer.read" },
  {
    key: "newCustomer",
    href: "/customers?new=1",
    icon: UserRoundPlus,
    permission: "customer.manage",
  },
  { key: "import", href: "/imports/customers", icon: FileUp, permission: "customer.import" },
  {
    key: "invite",
    href: "/settings/users?invite=1",
    icon: UserPlus,
    permission: "member.manage",
  },
  { key: "settings", href: "/settings", icon: Settings, permission: "settings.read" },
];

/** What this person begins most often, one tap away. */
export function QuickLinks() {
  const t = useTranslations("home");
  const may = useMay();
  const shown = links.filter(({ permission }) => may(permission));
  if (shown.length === 0) return null;
  return (
    <nav aria-label={t("quick")}>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))]">
        {shown.map(({ key, href, icon: Icon }) => (
          <li key={key}>
            <Link
              href={href}
              className="flex min-h-11 items-center gap-2.5 rounded-card border border-subtle bg-surface px-3 py-row font-medium shadow-low hover:bg-raised"
            >
              <span className="grid size-7 shrink-0 place-items-center rounded-control bg-brand-soft text-on-brand-soft">
                <Icon aria-hidden className="size-4" />
              </span>
              <span className="min-w-0 truncate">{t(`go.${key}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
