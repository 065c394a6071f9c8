"use client";

import { useTranslations } from "next-intl";
import type es from "@/messages/es";

/** A fact's name as a sentence; one that has no sentence yet shows its name, which is what the API says too. */
export function useEventText(): (name: string) => string {
  const t = useTranslations("event");
  return (name) => {
    const key = name.replaceAll(".", "_") as keyof (typeof es)["event"];
    return t.has(key) ? t(key) : name;
  };
}
