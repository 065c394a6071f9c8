"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import type { PlaceInput, TemplateDto, VersionDto } from "@/server/modules/templates/schema";
import { WordDiff } from "./word-diff";

type TemplateVersionsProps = {
  place: PlaceInput;
  template: TemplateDto | undefined;
  mayChange: boolean;
};

/** What was saved before: who, when, how it differs from the words in use, and the way back. */
export function TemplateVersions({ place, template, mayChange }: TemplateVersionsProps) {
  const t = useTranslations("templates");
  const api = useTRPC();
  const cache = useQueryClient();
  const versions = useQuery(api.templates.versions.queryOptions(place));
  const restore = useMutation(
    api.templates.restore.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.templates.pathFilter()),
    }),
  );
  return (
    <section aria-labelledby="versions" className="mt-8">
      <h2 id="versions" className="mb-3 font-semibold">
        {t("versions")}
      </h2>
      {restore.error && <ErrorNotice error={restore.error} />}
      {restore.isSuccess && (
        <Notice tone="ok" className="mb-3">
          {t("restored", { version: restore.variables.version })}
        </Notice>
      )}
      <Card>
        <QueryView query={versions}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState icon={History} title={t("noVersions")}>
                {t("noVersionsText")}
              </EmptyState>
            ) : (
              <ul className="divide-y divide-(--border)">
                {list.map((version) => (
                  <VersionRow
                    key={version.version}
                    version={version}
                    now={template?.content ?? {}}
                    onRestore={
                      mayChange && template && !version.inUse
                        ? () =>
                            restore.mutate({
                              ...place,
                              version: version.version,
                              basedOn: template.version,
                            })
                        : undefined
                    }
                  />
                ))}
              </ul>
            )
          }
        </QueryView>
      </Card>
    </section>
  );
}

type VersionRowProps = {
  version: VersionDto;
  now: Readonly<Record<string, string>>;
  onRestore: (() => void) | undefined;
};

function VersionRow({ version, now, onRestore }: VersionRowProps) {
  const t = useTranslations("templates");
  const [open, setOpen] = useState(false);
  const { version: number, by, createdAt, inUse, content } = version;
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-0 flex-1">
          <span className="font-medium">{t("version", { version: number })}</span>{" "}
          <span className="text-muted">
            <When at={createdAt} short /> {by && t("by", { name: by })}
          </span>
        </p>
        {inUse ? (
          <Badge tone="ok" icon={CircleCheck}>
            {t("inUse")}
          </Badge>
        ) : (
          <Button
            size="sm"
            variant="quiet"
            aria-expanded={open}
            // Begins with the words that are seen: whoever speaks to the screen says those.
            aria-label={`${t("compare")}: ${t("version", { version: number })}`}
            onClick={() => setOpen(!open)}
          >
            {t("compare")}
          </Button>
        )}
        {onRestore && (
          <Button size="sm" aria-label={t("restoreOf", { version: number })} onClick={onRestore}>
            {t("restore")}
          </Button>
        )}
      </div>
      {open && <WordDiff before={now} after={content} />}
    </li>
  );
}
