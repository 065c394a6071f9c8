"use client";

import { useMutation } from "@tanstack/react-query";
import { ChevronsUpDown, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { closeLive } from "@/app/_trpc/open-live";
import { MenuItem, MenuSeparator } from "@/app/_ui/primitives/menu";
import { PreferenceMenu } from "./preference-menu";

type UserMenuProps = { name: string; detail: string };

/** Who is signed in; theme, language and the way out. */
export function UserMenu({ name, detail }: UserMenuProps) {
  const t = useTranslations("shell");
  const api = useTRPC();
  // The page is loaded anew, so that nothing of this person stays in memory.
  const signOut = useMutation(
    api.auth.signOut.mutationOptions({
      onMutate: closeLive,
      onSettled: () => location.assign("/sign-in"),
    }),
  );
  return (
    <PreferenceMenu
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
    >
      <MenuSeparator />
      <MenuItem onSelect={() => signOut.mutate()} disabled={signOut.isPending}>
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
