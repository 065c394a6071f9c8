"use client";

import { useTranslations } from "next-intl";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { useOpenCommands } from "@/app/_ui/shell/commands";
import { usePaletteAction } from "@/app/_ui/shell/palette/palette-actions";
import { SearchButton } from "@/app/_ui/shell/search-button";
import { Section } from "./section";

/** The palette with an action of this very page, and the sheet of shortcuts. */
export function CommandSamples() {
  const t = useTranslations("patterns.demo");
  const shell = useTranslations("shell");
  const open = useOpenCommands();
  usePaletteAction("sample", t("reconnect"), () => void showToast(t("saved")));
  return (
    <Section title={t("commands")}>
      <div className="flex flex-wrap items-center gap-3">
        <span className="w-60">
          <SearchButton />
        </span>
        <Button onClick={() => open("sheet")}>{shell("shortcuts")}</Button>
      </div>
    </Section>
  );
}
