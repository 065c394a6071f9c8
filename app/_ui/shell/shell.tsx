import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BrandMark } from "@/app/_ui/patterns/brand-mark";
import { Toaster } from "@/app/_ui/patterns/toast/toaster";
import { Commands } from "./commands";
import { MobileNav } from "./mobile-nav";
import { NavList } from "./nav-list";
import { Bell } from "./notifications/bell";
import { type Person, PersonProvider } from "./person";
import { SearchButton } from "./search-button";
import { UserMenu } from "./user-menu";

type ShellProps = {
  face: "staff" | "platform";
  brand: string;
  person: Person;
  /** The switch between tenants and branches. */
  switcher?: ReactNode;
  banner?: ReactNode;
  children: ReactNode;
};

/** Frame of every signed-in page: navigation by role at the left, on a phone behind a button. */
export async function Shell({ face, brand, person, switcher, banner, children }: ShellProps) {
  const t = await getTranslations("common");
  return (
    <PersonProvider person={person}>
      <Commands face={face}>
        <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
          <a
            href="#content"
            className="sr-only z-50 rounded-control bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
          >
            {t("skip")}
          </a>
          <aside className="sticky top-0 hidden h-dvh flex-col border-r border-subtle bg-surface lg:flex">
            <div className="flex items-center justify-between gap-1 pt-3 pr-2 pb-3 pl-4">
              <BrandMark name={brand} />
              {face === "staff" && <Bell />}
            </div>
            <div className="space-y-2 px-2 pb-4">
              {switcher}
              <SearchButton />
            </div>
            <div className="flex-1 overflow-y-auto px-2">
              <NavList face={face} />
            </div>
            <div className="border-t border-subtle p-2">
              <UserMenu face={face} />
            </div>
          </aside>
          <div className="min-w-0">
            <MobileNav brand={brand} face={face} switcher={switcher} />
            {banner && <div className="sticky top-14 z-20 lg:top-0">{banner}</div>}
            <main
              id="content"
              tabIndex={-1}
              className="mx-auto max-w-6xl px-4 py-6 outline-none sm:px-6 lg:py-8"
            >
              {children}
            </main>
          </div>
        </div>
        <Toaster />
      </Commands>
    </PersonProvider>
  );
}
