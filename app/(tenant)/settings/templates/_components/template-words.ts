"use client";

import { useTranslations } from "next-intl";
import type { TemplateSummary } from "@/server/modules/templates/schema";

type Key = TemplateSummary["key"];

/** A template's name and what it is for, in the person's language. */
export function useTemplateWords(): (key: Key) => { name: string; text: string } {
  const t = useTranslations("templates.template");
  return (key) => {
    const word = key.replace(".", "_") as "auth_invitation";
    return { name: t(`${word}.name`), text: t(`${word}.text`) };
  };
}
