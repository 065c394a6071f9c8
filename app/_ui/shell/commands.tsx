"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { createContext, useContext, useState, type ReactNode } from "react";
import { leaveBy } from "@/app/_ui/patterns/form/unsaved";
import { allowedPlaces } from "./nav-items";
import { usePerson } from "./person";
import { useShortcuts } from "./use-shortcuts";

// Neither is needed for the first paint: each comes when it is first asked for.
const Palette = dynamic(() => import("./palette/palette").then((module) => module.Palette), {
  ssr: false,
});
const ShortcutSheet = dynamic(
  () => import("./shortcut-sheet").then((module) => module.ShortcutSheet),
  { ssr: false },
);

type Opened = "palette" | "sheet" | null;
const Open = createContext<(what: Opened) => void>(() => {});

/** Opens the palette or the shortcut sheet from a button. */
export const useOpenCommands = () => useContext(Open);

/** The palette, the shortcut sheet and the keys that lead to them, for the screens below. */
export function Commands({ face, children }: { face: "staff" | "platform"; children: ReactNode }) {
  const router = useRouter();
  const { permissions } = usePerson();
  const [opened, setOpened] = useState<Opened>(null);
  useShortcuts({
    onPalette: () => setOpened((before) => (before === "palette" ? null : "palette")),
    onSheet: () => setOpened("sheet"),
    onGo: (key) => {
      const place = allowedPlaces(face, permissions).find((one) => one.key === key);
      if (place) leaveBy(() => router.push(place.href));
    },
  });
  const close = () => setOpened(null);
  return (
    <Open value={setOpened}>
      {children}
      {opened === "palette" && (
        <Palette face={face} onClose={close} onSheet={() => setOpened("sheet")} />
      )}
      {opened === "sheet" && <ShortcutSheet face={face} onClose={close} />}
    </Open>
  );
}
