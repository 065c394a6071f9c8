"use client";

import { useEffect, useEffectEvent } from "react";
import { isTyping, singleKeys } from "./single-keys";

type Shortcuts = {
  onPalette: () => void;
  onSheet: () => void;
  /** A letter pressed after `g`. */
  onGo: (key: string) => void;
};

/** How long `g` waits for the letter after it. */
const WAIT_MS = 1_200;

/** ⌘K or Ctrl-K anywhere; `?` and `g` with a letter where nobody types and no dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const act = useEffectEvent((what: "palette" | "sheet" | { go: string }) => {
    if (what === "palette") shortcuts.onPalette();
    else if (what === "sheet") shortcuts.onSheet();
    else shortcuts.onGo(what.go);
  });
  useEffect(() => {
    let pressedG = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      const { key } = event;
      if ((event.metaKey || event.ctrlKey) && !event.altKey && key.toLowerCase() === "k") {
        event.preventDefault();
        return act("palette");
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented)
        return undefined;
      if (isTyping(event.target) || !singleKeys() || document.querySelector("[role='dialog']"))
        return undefined;
      if (key === "?") {
        event.preventDefault();
        return act("sheet");
      }
      if (key === "g") pressedG = event.timeStamp;
      else if (pressedG > 0 && event.timeStamp - pressedG < WAIT_MS && /^[a-z]$/.test(key)) {
        pressedG = 0;
        event.preventDefault();
        act({ go: key });
      }
      return undefined;
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
