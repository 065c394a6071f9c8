"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { foldText } from "@/app/_ui/fold-text";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Input } from "@/app/_ui/primitives/input";
import { SettingsCard } from "./settings-card";
import { allowedSettings } from "./settings-pages";

/** Everything that can be set, in groups, each with how it stands; found by any word. */
export function SettingsIndex({ permissions }: { permissions: readonly string[] }) {
  const t = useTranslations("settings");
  const overview = useQuery(useTRPC().tenants.settingsOverview.queryOptions());
  const [text, setText] = useState("");
  const wanted = foldText(text.trim());
  const groups = allowedSettings(permissions)
    .map((group) => ({
      ...group,
      pages: group.pages.filter(({ key }) =>
        foldText(
          `${t(`pages.${key}.title`)} ${t(`pages.${key}.text`)} ${t(`pages.${key}.words`)}`,
        ).includes(wanted),
      ),
    }))
    .filter(({ pages }) => pages.length > 0);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="relative mb-6 max-w-md">
        <Search aria-hidden className="absolute top-2.5 left-3 size-4 text-muted" />
        <Input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          className="pl-9"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      {groups.length === 0 && (
        <EmptyState icon={Search} title={t("nothing")}>
          {t("nothingText")}
        </EmptyState>
      )}
      {groups.map((group) => (
        <section key={group.key} aria-labelledby={`group-${group.key}`} className="mb-7">
          <h2 id={`group-${group.key}`} className="mb-2.5 font-semibold">
            {t(`groups.${group.key}`)}
          </h2>
          <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
            {group.pages.map((page) => (
              <SettingsCard key={page.key} page={page} overview={overview.data} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
