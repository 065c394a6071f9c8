"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { allowedNav, platformNav, staffNav } from "./nav-items";
import { usePerson } from "./person";

type NavListProps = { face: "staff" | "platform"; onNavigate?: () => void };

/** Where this person can go. */
export function NavList({ face, onNavigate }: NavListProps) {
  const t = useTranslations("nav");
  const path = usePathname();
  const { permissions } = usePerson();
  const groups = allowedNav(face === "staff" ? staffNav : platformNav, permissions);
  return (
    <nav aria-label={t("label")} className="space-y-5">
      {groups.map((group) => (
        <ul key={group.label} aria-label={t(`group.${group.label}`)} className="space-y-0.5">
          {group.items.map((item) => (
            <li key={item.href}>
              <Link
                href={item.href}
                onClick={onNavigate}
                aria-current={isHere(path, item.href) ? "page" : undefined}
                className={cn(
                  "flex min-h-control items-center gap-2.5 rounded-control px-2.5 font-medium text-muted hover:bg-raised hover:text-text [&_svg]:size-4",
                  isHere(path, item.href) &&
                    "bg-brand-soft text-on-brand-soft hover:bg-brand-soft hover:text-on-brand-soft",
                )}
              >
                <item.icon aria-hidden />
                {t(item.label)}
              </Link>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}

function isHere(path: string, href: string): boolean {
  return href === "/"
    ? path === "/" || path.startsWith("/tenants/")
    : path === href || path.startsWith(`${href}/`);
}
