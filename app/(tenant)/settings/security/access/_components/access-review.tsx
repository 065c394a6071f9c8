"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { AccessReviewDto } from "@/server/modules/people/security-schema";

/** Who may come in, guarded by what, last seen when; for the owner and for an auditor. */
export function AccessReview() {
  const t = useTranslations("security");
  const api = useTRPC();
  const review = useQuery(api.people.accessReview.queryOptions());
  const file = useMutation(
    api.people.exportAccessReview.mutationOptions({
      onSuccess: ({ fileName, text }) => save(fileName, text),
    }),
  );
  return (
    <>
      <PageHeader
        title={t("accessReview")}
        description={t("accessText")}
        action={
          <Button disabled={file.isPending} onClick={() => file.mutate()}>
            <Download aria-hidden />
            {t("download")}
          </Button>
        }
      />
      {file.isError && <ErrorNotice error={file.error} />}
      <QueryView query={review}>
        {({ members, keys }) => (
          <div className="space-y-8">
            <Members rows={members} />
            <Keys rows={keys} />
          </div>
        )}
      </QueryView>
    </>
  );
}

function Members({ rows }: { rows: AccessReviewDto["members"] }) {
  const t = useTranslations("security");
  const roles = useTranslations("role");
  return (
    <section aria-label={t("reviewPeople")}>
      <h2 className="mb-3 text-base font-semibold">{t("reviewPeople")}</h2>
      <Card>
        <ul className="divide-y divide-(--border)">
          {rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
              <span className="min-w-0 flex-1 basis-48">
                <span className="block font-medium break-words">{row.name}</span>
                <span className="block text-muted break-all">{row.email ?? row.phone}</span>
              </span>
              <span className="flex flex-wrap items-center gap-2">
                <Badge tone="info">{row.customRoleName ?? roles(row.role)}</Badge>
                <Badge tone={row.secondFactor || row.passkeys > 0 ? "ok" : "warn"}>
                  {row.secondFactor || row.passkeys > 0 ? t("guarded") : t("unguarded")}
                </Badge>
                {row.status === "disabled" && <Badge tone="neutral">{t("disabled")}</Badge>}
                <span className="text-muted">
                  {row.lastSeenAt ? <When at={row.lastSeenAt} short /> : t("neverSeen")}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

function Keys({ rows }: { rows: AccessReviewDto["keys"] }) {
  const t = useTranslations("security");
  if (rows.length === 0) return null;
  return (
    <section aria-label={t("reviewKeys")}>
      <h2 className="mb-3 text-base font-semibold">{t("reviewKeys")}</h2>
      <Card>
        <ul className="divide-y divide-(--border)">
          {rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
              <span className="min-w-0 flex-1 basis-48">
                <span className="block font-medium break-words">{row.name}</span>
                <code className="text-xs text-muted">{row.prefix}…</code>
              </span>
              <span className="text-muted">
                {t("scopes", { count: row.scopes })} ·{" "}
                {row.lastUsedAt ? <When at={row.lastUsedAt} short /> : t("neverUsed")}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

function save(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: fileName });
  link.click();
  URL.revokeObjectURL(url);
}
