"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";

/** Downloads the whole chain, after a proof of who one is. A plain form: the browser saves what streams in, however long it is. */
export function ExportAudit() {
  const t = useTranslations("audit");
  const api = useTRPC();
  const prepare = useMutation(api.audit.prepareExport.mutationOptions());
  return (
    <form
      method="post"
      action="/api/audit/export"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        prepare.mutate(undefined, { onSuccess: () => form.submit() });
      }}
    >
      {prepare.isError && <ErrorNotice error={prepare.error} />}
      <Button type="submit" disabled={prepare.isPending}>
        <Download aria-hidden />
        {t("export")}
      </Button>
    </form>
  );
}
