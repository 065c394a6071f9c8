"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/app/_ui/cn";

type Item = { href: string; label: string; icon: ReactNode };

/** On a phone a bar at the thumb, on a wide screen links beside the company's name. */
export function PortalNav({ items, base, label }: { items: Item[]; base: string; label: string }) {
  const path = usePathname();
  // On a host of its own the folder stands in the path that the router knows, not in the address.
  const here = base === "" ? path.replace(/^\/portal(?=\/|$)/, "") || "/" : path;
  return (
    <nav
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-10 border-t border-subtle bg-surface pb-[env(safe-area-inset-bottom)] sm:static sm:border-0 sm:pb-0"
    >
      <ul className="flex justify-around sm:gap-1">
        {items.map(({ href, label: name, icon }) => (
          <li key={href} className="flex-1 sm:flex-none">
            <a
              href={href}
              aria-current={here === href ? "page" : undefined}
              className={cn(
                "flex min-h-14 flex-col items-center justify-center gap-0.5 px-3 text-xs font-medium text-muted sm:min-h-9 sm:flex-row sm:gap-2 sm:rounded-control sm:text-sm [&_svg]:size-5 sm:[&_svg]:size-4",
                here === href && "text-brand-text sm:bg-brand-soft sm:text-on-brand-soft",
              )}
            >
              {icon}
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
