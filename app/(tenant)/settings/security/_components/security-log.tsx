"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Select } from "@/app/_ui/primitives/input";
import { SecurityRow } from "./security-row";

const SEVERITIES = ["alert", "warning", "info"] as const;

/** What may have been an attack; one tap says that it was fine or ends it. */
export function SecurityLog({ entryId }: { entryId: string | undefined }) {
  const t = useTranslations("security");
  const api = useTRPC();
  const [severity, setSeverity] = useState("");
  const [open, setOpen] = useState(false);
  const [only, setOnly] = useState(entryId);
  const chosen = SEVERITIES.find((name) => name === severity);
  const query = useInfiniteQuery(
    api.people.listSecurityLog.infiniteQueryOptions(
      {
        open: only ? false : open,
        ...(chosen && !only && { severity: chosen }),
        ...(only && { entryId: only }),
      },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          <Button asChild>
            <Link href="/settings/security/access">{t("accessReview")}</Link>
          </Button>
        }
      />
      <div className="mb-3 flex flex-wrap items-center gap-3">
        {only ? (
          <Button onClick={() => setOnly(undefined)}>{t("showAll")}</Button>
        ) : (
          <>
            <Select
              aria-label={t("severity")}
              className="w-52"
              value={severity}
              onChange={({ target }) => setSeverity(target.value)}
            >
              <option value="">{t("everySeverity")}</option>
              {SEVERITIES.map((name) => (
                <option key={name} value={name}>
                  {t(`severities.${name}`)}
                </option>
              ))}
            </Select>
            <label className="flex min-h-6 items-center gap-2">
              <input
                type="checkbox"
                className="size-4 accent-(--brand)"
                checked={open}
                onChange={({ target }) => setOpen(target.checked)}
              />
              {t("onlyOpen")}
            </label>
          </>
        )}
      </div>
      <Card>
        <QueryView query={query}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items);
            if (rows.length === 0)
              return (
                <EmptyState icon={ShieldCheck} title={t("empty")}>
                  {t("emptyText")}
                </EmptyState>
              );
            return (
              <>
                <ul className="divide-y divide-(--border)">
                  {rows.map((row) => (
                    <SecurityRow key={row.id} entry={row} />
                  ))}
                </ul>
                <LoadMore query={query} />
              </>
            );
          }}
        </QueryView>
      </Card>
    </>
  );
}
