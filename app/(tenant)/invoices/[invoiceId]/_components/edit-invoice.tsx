"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Notice } from "@/app/_ui/primitives/notice";
import { DraftEditor } from "../../_components/draft-editor";

/** A draft written anew. */
export function EditInvoice({ invoiceId }: { invoiceId: string }) {
  const t = useTranslations("invoices");
  const api = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const invoice = useQuery(api.billing.getInvoice.queryOptions({ invoiceId }));
  const update = useMutation(
    api.billing.updateDraft.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.billing.pathFilter()),
    }),
  );
  return (
    <>
      <PageHeader title={t("editTitle")} description={t("newText")} />
      <QueryView query={invoice}>
        {(found) =>
          found.number ? (
            <Notice tone="info">{t("notEditable", { number: found.number })}</Notice>
          ) : (
            <DraftEditor
              invoice={found}
              onSubmit={async ({ customerId: _customerId, ...input }) => {
                await update.mutateAsync({ ...input, invoiceId });
                router.push(`/invoices/${invoiceId}`);
              }}
            />
          )
        }
      </QueryView>
    </>
  );
}
