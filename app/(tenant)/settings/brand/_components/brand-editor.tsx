"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import type { BrandSettingsDto } from "@/server/modules/tenants/schema";
import { type BrandChoice, brandChoiceSchema } from "@/tenants/brand";
import { brandFor } from "@/tenants/defaults";
import { BrandControls } from "./brand-controls";
import { BrandPreview } from "./brand-preview";
import { ContrastReport } from "./contrast-report";
import { ResetBrand } from "./reset-brand";

/** Colours, font, corners and logos, with what they make of every screen beside them. */
export function BrandEditor({ saved }: { saved: boolean }) {
  const t = useTranslations("brand");
  const brand = useQuery(useTRPC().tenants.getBrand.queryOptions());
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      {saved && (
        <Notice tone="ok" className="mb-4">
          {t("saved")}
        </Notice>
      )}
      <QueryView query={brand}>
        {(stored) => <Editor key={stored.version} stored={stored} />}
      </QueryView>
    </>
  );
}

function Editor({ stored }: { stored: BrandSettingsDto }) {
  const t = useTranslations("brand");
  const api = useTRPC();
  const [draft, setDraft] = useState<BrandChoice>(() => stored.brand ?? startOf(stored));
  const save = useMutation(
    // The style sheet of the whole page changes: it is drawn anew by the server.
    api.tenants.saveBrand.mutationOptions({
      onSuccess: () => location.assign("/settings/brand?saved=1"),
    }),
  );
  const brand = brandFor(stored.brandKey, stored.name, draft);
  const change = (part: Partial<BrandChoice>) => setDraft((before) => ({ ...before, ...part }));
  const put = (next: BrandChoice | null) => save.mutate({ version: stored.version, brand: next });
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
      <div className="space-y-4">
        <BrandControls draft={draft} onChange={change} />
        {save.error && <ErrorNotice error={save.error} />}
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" disabled={save.isPending} onClick={() => put(draft)}>
            {t("save")}
          </Button>
          {stored.brand && (
            <ResetBrand
              onReset={() => save.mutateAsync({ version: stored.version, brand: null })}
            />
          )}
        </div>
      </div>
      <div className="min-w-0 space-y-5">
        <BrandPreview brand={brand} draft={draft} />
        <ContrastReport brand={brand} />
      </div>
    </div>
  );
}

/** What the tenant wears today, as the first draft of its own. */
function startOf({ brandKey, name }: BrandSettingsDto): BrandChoice {
  const { primary, accent = null, font, radius } = brandFor(brandKey, name);
  return brandChoiceSchema.parse({ primary, accent, font, radius });
}
