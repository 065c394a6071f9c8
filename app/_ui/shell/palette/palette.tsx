"use client";

import { Command } from "cmdk";
import { useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { foldText } from "@/app/_ui/fold-text";
import { useReturnFocus } from "@/app/_ui/primitives/dialog";
import { PaletteItems } from "./palette-items";
import { PaletteRecords } from "./palette-records";

type PaletteProps = { face: "staff" | "platform"; onClose: () => void; onSheet: () => void };

/** Search and run: places, records, actions. Letters match whatever their accents. */
export function Palette({ face, onClose, onSheet }: PaletteProps) {
  const t = useTranslations("shell.palette");
  const [text, setText] = useState("");
  const focus = useReturnFocus();
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          {...focus}
          className="fixed inset-x-2 top-2 z-50 flex max-h-[92dvh] flex-col overflow-hidden rounded-card border border-subtle bg-surface shadow-high outline-none sm:inset-x-auto sm:top-[12vh] sm:left-1/2 sm:max-h-[70vh] sm:w-[38rem] sm:-translate-x-1/2"
        >
          <Dialog.Title className="sr-only">{t("title")}</Dialog.Title>
          <Command label={t("title")} filter={matches} loop className="flex min-h-0 flex-col">
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder={t("placeholder")}
              className="h-12 w-full shrink-0 border-b border-subtle bg-surface px-4 text-base outline-none placeholder:text-muted"
            />
            <Command.List
              label={t("title")}
              className="min-h-0 flex-1 overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
            >
              <Command.Empty className="px-3 py-8 text-center text-muted">
                {t("none", { text })}
              </Command.Empty>
              {face === "staff" && <PaletteRecords text={text} onClose={onClose} />}
              <PaletteItems face={face} onClose={onClose} onSheet={onSheet} />
            </Command.List>
          </Command>
          <p className="hidden shrink-0 border-t border-subtle px-4 py-2 text-xs text-muted sm:block">
            {t("hint")}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** 1 when every typed word begins a word of the entry, 0.5 when it is somewhere in it, 0 when not. */
function matches(value: string, search: string, keywords: string[] = []): number {
  const entry = foldText([value, ...keywords].join(" "));
  const words = foldText(search).split(" ").filter(Boolean);
  if (words.every((word) => ` ${entry}`.includes(` ${word}`))) return 1;
  return words.every((word) => entry.includes(word)) ? 0.5 : 0;
}
