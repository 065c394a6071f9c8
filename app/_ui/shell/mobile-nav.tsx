"use client";

import { Menu as MenuIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { BrandMark } from "@/app/_ui/patterns/brand-mark";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { NavList } from "./nav-list";
import { UserMenu } from "./user-menu";

type MobileNavProps = {
  brand: string;
  face: "staff" | "platform";
  permissions: readonly string[];
  name: string;
  detail: string;
};

/** The bar of small screens: whose product this is, and a button for the rest. */
export function MobileNav({ brand, face, permissions, name, detail }: MobileNavProps) {
  const t = useTranslations("nav");
  const [open, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center justify-between border-b border-subtle bg-surface pr-2 pl-4 lg:hidden">
      <BrandMark name={brand} />
      <Button variant="quiet" size="icon" aria-label={t("open")} onClick={() => setOpen(true)}>
        <MenuIcon aria-hidden />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("label")}>
        <NavList face={face} permissions={permissions} onNavigate={() => setOpen(false)} />
        <div className="mt-4 border-t border-subtle pt-3">
          <UserMenu name={name} detail={detail} />
        </div>
      </Dialog>
    </header>
  );
}
