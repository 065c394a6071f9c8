"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter, useSearchParams } from "next/navigation";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Badge } from "@/app/_ui/primitives/badge";
import { DraftEditor } from "./draft-editor";

/** An invoice written by hand: kept as a draft, issued from its own page. */
export function NewInvoice() {
  const t = useTranslations("invoices");
  const api = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const customerId = useSearchParams().get("customer");
  const draft = useMutation(
    api.billing.draftInvoice.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.billing.pathFilter()),
    }),
  );
  return (
    <>
      <PageHeader
        title={t("newTitle")}
        description={t("newText")}
        status={<Badge tone="neutral">{t("noFiscalValue")}</Badge>}
      />
      <DraftEditor
        {...(customerId && { customerId })}
        onSubmit={async (input) => {
          const { id } = await draft.mutateAsync(input);
          router.push(`/invoices/${id}`);
        }}
      />
    </>
  );
}
