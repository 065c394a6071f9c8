"use client";

import { useTranslations } from "next-intl";
import type { PreviewDto } from "@/server/modules/templates/schema";

type Issue = PreviewDto["issues"][number];

/** What is wrong with a text and where, in the person's language. */
export function useIssueWords(): (issue: Issue) => string {
  const t = useTranslations("errors");
  return ({ key, name, line, column }) =>
    t(key as "template_unknown_variable", { name, line, column });
}
