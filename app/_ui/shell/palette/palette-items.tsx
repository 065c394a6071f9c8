"use client";

import { Command } from "cmdk";
import {
  Keyboard,
  LogOut,
  Moon,
  Rows3,
  Rows4,
  Sun,
  UserPlus,
  UserRoundPlus,
  Zap,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { leaveBy } from "@/app/_ui/patterns/form/unsaved";
import { allowedPlaces } from "../nav-items";
import { useMay, usePerson } from "../person";
import { chooseDensity, chooseTheme } from "../preferences";
import { useSignOut } from "../use-sign-out";
import { usePaletteActions } from "./palette-actions";
import { PaletteItem } from "./palette-item";

type PaletteItemsProps = { face: "staff" | "platform"; onClose: () => void; onSheet: () => void };

/** What the open page offers, where this person may go, and what can be done anywhere. */
export function PaletteItems({ face, onClose, onSheet }: PaletteItemsProps) {
  const t = useTranslations();
  const router = useRouter();
  const { permissions } = usePerson();
  const here = usePaletteActions();
  const go = (href: string) => {
    onClose();
    leaveBy(() => router.push(href));
  };
  const run = (action: () => void) => {
    onClose();
    action();
  };
  return (
    <>
      {here.length > 0 && (
        <Command.Group heading={t("shell.palette.here")}>
          {here.map((action) => (
            <PaletteItem
              key={action.id}
              value={`${action.label} ${action.id}`}
              icon={Zap}
              onSelect={() => run(action.run)}
            >
              {action.label}
            </PaletteItem>
          ))}
        </Command.Group>
      )}
      <Command.Group heading={t("shell.palette.go")}>
        {allowedPlaces(face, permissions).map((place) => (
          <PaletteItem
            key={place.href}
            value={`${t(`nav.${place.label}`)} ${place.href}`}
            icon={place.icon}
            onSelect={() => go(place.href)}
            detail={place.key && `g ${place.key}`}
          >
            {t(`nav.${place.label}`)}
          </PaletteItem>
        ))}
      </Command.Group>
      <Command.Group heading={t("shell.palette.actions")}>
        {face === "staff" && <StaffActions go={go} />}
        <ScreenActions run={run} onSheet={onSheet} />
      </Command.Group>
    </>
  );
}

/** Beginnings of work; the page that is opened shows the form. */
function StaffActions({ go }: { go: (href: string) => void }) {
  const t = useTranslations("shell.palette");
  const may = useMay();
  return (
    <>
      {may("customer.manage") && (
        <PaletteItem
          value={t("newCustomer")}
          icon={UserRoundPlus}
          onSelect={() => go("/customers?new=1")}
        >
          {t("newCustomer")}
        </PaletteItem>
      )}
      {may("member.manage") && (
        <PaletteItem
          value={t("invite")}
          icon={UserPlus}
          onSelect={() => go("/settings/users?invite=1")}
        >
          {t("invite")}
        </PaletteItem>
      )}
    </>
  );
}

function ScreenActions({
  run,
  onSheet,
}: {
  run: (action: () => void) => void;
  onSheet: () => void;
}) {
  const t = useTranslations("shell");
  const signOut = useSignOut();
  const actions = [
    { label: t("palette.themeLight"), icon: Sun, act: () => chooseTheme("light") },
    { label: t("palette.themeDark"), icon: Moon, act: () => chooseTheme("dark") },
    { label: t("palette.comfortable"), icon: Rows3, act: () => chooseDensity("comfortable") },
    { label: t("palette.compact"), icon: Rows4, act: () => chooseDensity("compact") },
    { label: t("shortcuts"), icon: Keyboard, act: onSheet },
    { label: t("palette.signOut"), icon: LogOut, act: () => leaveBy(() => signOut.mutate()) },
  ];
  return actions.map(({ label, icon, act }) => (
    <PaletteItem key={label} value={label} icon={icon} onSelect={() => run(act)}>
      {label}
    </PaletteItem>
  ));
}
