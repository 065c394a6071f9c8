"use client";

import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

/** Something that can be done on the page that is open. */
export type PaletteAction = { id: string; label: string; run: () => void };

let actions: readonly PaletteAction[] = [];
const NONE: readonly PaletteAction[] = [];
const listeners = new Set<() => void>();

function change(next: readonly PaletteAction[]): void {
  actions = next;
  for (const listener of listeners) listener();
}

/** Puts an action of this page into the palette while the page is open; absent label: not now, or not for this person. */
export function usePaletteAction(id: string, label: string | undefined, run: () => void): void {
  const runNow = useEffectEvent(run);
  useEffect(() => {
    if (label === undefined) return undefined;
    const action = { id, label, run: () => runNow() };
    change([...actions, action]);
    return () => change(actions.filter((one) => one !== action));
  }, [id, label]);
}

/** What the open page offers, for the palette. */
export function usePaletteActions(): readonly PaletteAction[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => actions,
    () => NONE,
  );
}
