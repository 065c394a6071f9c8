import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BrandMark } from "@/app/_ui/patterns/brand-mark";
import { MobileNav } from "./mobile-nav";
import { NavList } from "./nav-list";
import { UserMenu } from "./user-menu";

type ShellProps = {
  face: "staff" | "platform";
  brand: string;
  person: { name: string; detail: string; permissions: readonly string[] };
  banner?: ReactNode;
  children: ReactNode;
};

/** Frame of every signed-in page: navigation by role at the left, on a phone behind a button. */
export async function Shell({ face, brand, person, banner, children }: ShellProps) {
  const t = await getTranslations("common");
  const nav = { face, permissions: person.permissions };
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("skip")}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col border-r border-subtle bg-surface lg:flex">
        <div className="px-4 pt-4 pb-5">
          <BrandMark name={brand} />
        </div>
        <div className="flex-1 overflow-y-auto px-2">
          <NavList {...nav} />
        </div>
        <div className="border-t border-subtle p-2">
          <UserMenu name={person.name} detail={person.detail} />
        </div>
      </aside>
      <div className="min-w-0">
        <MobileNav brand={brand} {...nav} name={person.name} detail={person.detail} />
        {banner}
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto max-w-5xl px-4 py-6 outline-none sm:px-6 lg:py-8"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
