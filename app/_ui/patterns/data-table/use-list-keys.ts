"use client";

import { useEffect, useEffectEvent } from "react";

type Keys = {
  down: () => void;
  up: () => void;
  choose: () => void;
  search: () => void;
  leave: () => void;
};

/** j and k move, x chooses, / searches, Escape lets go; Enter opens by itself, for the focus is on the row's link. */
export function useListKeys(keys: Keys): void {
  const act = useEffectEvent((key: string): boolean => {
    const deed = { j: keys.down, k: keys.up, x: keys.choose, "/": keys.search, Escape: keys.leave }[
      key
    ];
    deed?.();
    return deed !== undefined;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isWriting(event.target) || document.querySelector('[role="dialog"],[role="menu"]'))
        return;
      if (act(event.key) && event.key !== "Escape") event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** A box that is ticked does not write; a field does. */
const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type="checkbox"]), [role="combobox"]'));
