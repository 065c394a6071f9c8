"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";
import { KeyCap } from "@/app/_ui/primitives/key-cap";
import { useOpenCommands } from "./commands";

/** Opens the palette; on a phone it is an icon. */
export function SearchButton({ small }: { small?: boolean }) {
  const t = useTranslations("shell");
  const open = useOpenCommands();
  if (small)
    return (
      <Button
        variant="quiet"
        size="icon"
        aria-label={t("search")}
        aria-haspopup="dialog"
        onClick={() => open("palette")}
      >
        <Search aria-hidden />
      </Button>
    );
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => open("palette")}
      className="flex h-control w-full items-center gap-2 rounded-control border border-subtle bg-background px-2.5 text-muted hover:bg-raised"
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="flex-1 truncate text-left text-[0.8125rem]">{t("search")}</span>
      <KeyCap>Ctrl K</KeyCap>
    </button>
  );
}
