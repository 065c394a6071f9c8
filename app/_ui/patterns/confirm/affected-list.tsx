"use client";

import { useTranslations } from "next-intl";

/** To how many something will happen, and the first of them by name. */
export type Affected = { count: number; names: readonly string[] };

const NAMED = 5;

export function AffectedList({ count, names }: Affected) {
  const t = useTranslations("patterns.confirm");
  const more = count - Math.min(names.length, NAMED);
  return (
    <div className="rounded-card border border-subtle px-3.5 py-2.5">
      <p className="font-medium">{t("affected", { count })}</p>
      {count > 0 && names.length > 0 && (
        <ul className="mt-1 text-muted">
          {names.slice(0, NAMED).map((name) => (
            <li key={name} className="truncate">
              {name}
            </li>
          ))}
          {more > 0 && <li>{t("more", { count: more })}</li>}
        </ul>
      )}
    </div>
  );
}
