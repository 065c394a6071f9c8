"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { KeyCap } from "@/app/_ui/primitives/key-cap";
import { Switch } from "@/app/_ui/primitives/switch";
import { allowedPlaces } from "./nav-items";
import { usePerson } from "./person";
import { setSingleKeys, singleKeys } from "./single-keys";

type ShortcutSheetProps = { face: "staff" | "platform"; onClose: () => void };

/** Every shortcut, and the switch that turns those of one key off. */
export function ShortcutSheet({ face, onClose }: ShortcutSheetProps) {
  const t = useTranslations();
  const { permissions } = usePerson();
  const [single, setSingle] = useState(singleKeys);
  const go = allowedPlaces(face, permissions).flatMap((place) =>
    place.key ? [{ keys: ["g", place.key], label: t(`nav.${place.label}`) }] : [],
  );
  const general = [
    { keys: ["Ctrl", "K"], label: t("shell.keys.palette") },
    { keys: ["?"], label: t("shell.keys.sheet") },
    { keys: ["Esc"], label: t("shell.keys.close") },
  ];
  const list = [
    { keys: ["j"], label: t("shell.keys.next") },
    { keys: ["k"], label: t("shell.keys.previous") },
    { keys: ["x"], label: t("shell.keys.mark") },
    { keys: ["Enter"], label: t("shell.keys.open") },
  ];
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={t("shell.keys.title")}>
      <div className="space-y-4">
        <Keys title={t("shell.keys.general")} rows={general} />
        {go.length > 0 && <Keys title={t("shell.keys.go")} rows={go} />}
        {face === "staff" && <Keys title={t("shell.keys.list")} rows={list} />}
        <div className="flex items-start justify-between gap-4 border-t border-subtle pt-4">
          <span>
            <span className="block font-medium">{t("shell.keys.single")}</span>
            <span id="single-keys-hint" className="block text-[0.8125rem] text-muted">
              {t("shell.keys.singleHint")}
            </span>
          </span>
          <Switch
            aria-label={t("shell.keys.single")}
            aria-describedby="single-keys-hint"
            checked={single}
            onChange={({ target }) => {
              setSingle(target.checked);
              setSingleKeys(target.checked);
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}

type KeysProps = { title: string; rows: readonly { keys: readonly string[]; label: string }[] };

function Keys({ title, rows }: KeysProps) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      <ul>
        {rows.map(({ keys, label }) => (
          <li key={label} className="flex min-h-8 items-center justify-between gap-4">
            <span>{label}</span>
            <span className="flex gap-1">
              {keys.map((key) => (
                <KeyCap key={key}>{key}</KeyCap>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
