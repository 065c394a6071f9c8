"use client";

import { useTranslations } from "next-intl";
import type es from "@/messages/es";

type Word = keyof (typeof es)["event"];

/**
 * A fact as a sentence, of a message with the channel it went by; one that has no sentence yet shows its name, which is
 * what the API says too.
 */
export function useEventText(): (name: string, payload?: unknown) => string {
  const t = useTranslations("event");
  return (name, payload) => {
    const key = name.replaceAll(".", "_");
    const words = [`${key}_${channelOf(payload)}`, key] as Word[];
    const word = words.find((one) => t.has(one));
    return word ? t(word) : name;
  };
}

const channelOf = (payload: unknown): string =>
  typeof payload === "object" && payload !== null && "channel" in payload
    ? String(payload.channel)
    : "";
