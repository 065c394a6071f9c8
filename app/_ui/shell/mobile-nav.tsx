"use client";

import { Menu as MenuIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { BrandMark } from "@/app/_ui/patterns/brand-mark";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { NavList } from "./nav-list";
import { Bell } from "./notifications/bell";
import { SearchButton } from "./search-button";
import { UserMenu } from "./user-menu";

type MobileNavProps = {
  brand: string;
  face: "staff" | "platform";
  /** The switch between tenants and branches. */
  switcher?: ReactNode;
};

/** The bar of small screens: whose product this is, search, news, and a button for the rest. */
export function MobileNav({ brand, face, switcher }: MobileNavProps) {
  const t = useTranslations("nav");
  const [open, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center justify-between gap-2 border-b border-subtle bg-surface pr-2 pl-4 lg:hidden">
      <BrandMark name={brand} />
      <span className="flex shrink-0 items-center">
        <SearchButton small />
        {face === "staff" && <Bell />}
        <Button
          variant="quiet"
          size="icon"
          aria-label={t("open")}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          <MenuIcon aria-hidden />
        </Button>
      </span>
      <Dialog open={open} onOpenChange={setOpen} title={t("label")}>
        {switcher && <div className="mb-4">{switcher}</div>}
        <NavList face={face} onNavigate={() => setOpen(false)} />
        <div className="mt-4 border-t border-subtle pt-3">
          <UserMenu face={face} />
        </div>
      </Dialog>
    </header>
  );
}
