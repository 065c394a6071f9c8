"use client";

import { useTranslations } from "next-intl";

type News = { kind: string; params: Readonly<Record<string, string | number>> };

/** A piece of news as a sentence; a resource's key in it is said by its name. */
export function useNotificationText(): (news: News) => string {
  const t = useTranslations("notification");
  const resource = useTranslations("resource");
  return ({ kind, params }) => {
    const key = kind.replaceAll(".", "_") as Parameters<typeof t>[0];
    if (!t.has(key)) return kind;
    const named = params.resource as Parameters<typeof resource>[0] | undefined;
    const values =
      named !== undefined && resource.has(named)
        ? { ...params, resource: resource(named) }
        : params;
    return (t as unknown as (key: string, values: object) => string)(key, values);
  };
}
