"use client";

import { ChevronsUpDown, CircleUser, Keyboard, LogOut } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { leaveBy } from "@/app/_ui/patterns/form/unsaved";
import { MenuItem, MenuSeparator } from "@/app/_ui/primitives/menu";
import { useOpenCommands } from "./commands";
import { usePerson } from "./person";
import { PreferenceMenu } from "./preference-menu";
import { useSignOut } from "./use-sign-out";

/** Who is signed in; their account, how the screens look, the shortcuts and the way out. */
export function UserMenu({ face }: { face: "staff" | "platform" }) {
  const t = useTranslations("shell");
  const { name, detail } = usePerson();
  const open = useOpenCommands();
  const signOut = useSignOut();
  return (
    <PreferenceMenu
      withDensity
      trigger={
        <button
          type="button"
          className="flex min-h-11 w-full items-center gap-2.5 rounded-control px-2 text-left hover:bg-raised"
        >
          <span
            aria-hidden
            className="grid size-8 shrink-0 place-items-center rounded-full bg-brand-soft text-xs font-semibold text-on-brand-soft"
          >
            {initials(name)}
          </span>
          <span className="sr-only">{t("account")}</span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{name}</span>
            <span className="block truncate text-xs text-muted">{detail}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
        </button>
      }
      head={
        face === "staff" && (
          <>
            <MenuItem asChild>
              <Link href="/account">
                <CircleUser aria-hidden />
                {t("myAccount")}
              </Link>
            </MenuItem>
            <MenuSeparator />
          </>
        )
      }
    >
      <MenuSeparator />
      <MenuItem onSelect={() => open("sheet")}>
        <Keyboard aria-hidden />
        {t("shortcuts")}
      </MenuItem>
      <MenuItem onSelect={() => leaveBy(() => signOut.mutate())} disabled={signOut.isPending}>
        <LogOut aria-hidden />
        {t("signOut")}
      </MenuItem>
    </PreferenceMenu>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.at(-1)]
    .slice(0, words.length)
    .map((word) => word?.[0]?.toUpperCase() ?? "")
    .join("");
}
