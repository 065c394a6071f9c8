"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";

type Issue = { code: string; input?: unknown };

/** The key of what zod found, as the server would name it (server/doors/public-error.ts); an empty value says so. */
export function issueKey(issue: Issue): string {
  const empty = issue.input === undefined || issue.input === null || issue.input === "";
  return empty ? "required" : `field.${issue.code}`;
}

const KEY = /^[a-z][a-zA-Z0-9_.]*$/;

/** A field's error in the person's words: a key becomes its text, what the server already said stays as it is. */
export function useFieldMessage(): (message: string | undefined) => string | undefined {
  const form = useTranslations("patterns.form");
  const errors = useTranslations("errors");
  return useCallback(
    (message) => {
      if (message === undefined || message === "") return undefined;
      if (message === "required") return form("required");
      if (!KEY.test(message)) return message;
      const key = message as Parameters<typeof errors>[0];
      const text: unknown = errors.has(key) ? errors.raw(key) : undefined;
      // Texts with values are the server's to say; here they read as "not valid".
      return typeof text === "string" && !text.includes("{") ? text : errors("field.custom");
    },
    [form, errors],
  );
}
