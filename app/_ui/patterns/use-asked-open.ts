"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";

/** Is a form open? Opened by a button, or by an address that asks for it (`?new=1`), which closing it takes back. */
export function useAskedOpen(name: string): readonly [boolean, (open: boolean) => void] {
  const asked = useSearchParams().get(name) === "1";
  const [open, setOpen] = useState(asked);
  const [before, setBefore] = useState(asked);
  if (asked !== before) {
    setBefore(asked);
    if (asked) setOpen(true);
  }
  const change = (next: boolean) => {
    setOpen(next);
    if (next || !asked) return;
    const url = new URL(location.href);
    url.searchParams.delete(name);
    history.replaceState(null, "", url);
  };
  return [open, change];
}
