"use client";

import { useMutation } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { CopyText } from "@/app/_ui/patterns/copy-text";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { useMay } from "@/app/_ui/shell/person";

type PayLinkButtonProps = {
  customerId: string;
  /** Absent: for whatever the customer has open. */
  invoiceId?: string;
};

/** The address to pay under, to be copied and sent; and all of the customer's taken back. */
export function PayLinkButton({ customerId, invoiceId }: PayLinkButtonProps) {
  const t = useTranslations("payments.link");
  const may = useMay();
  const api = useTRPC();
  const [asked, setAsked] = useState<"share" | "revoke">();
  const share = useMutation(api.billing.sharePayLink.mutationOptions());
  const revoke = useMutation(api.billing.revokePayLinks.mutationOptions());
  if (!may("payment.record")) return null;
  return (
    <>
      <Button
        onClick={() => {
          setAsked("share");
          share.mutate({ customerId, ...(invoiceId && { invoiceId }) });
        }}
      >
        <Link2 aria-hidden />
        {t("button")}
      </Button>
      <Dialog
        open={asked === "share"}
        onOpenChange={(open) => !open && setAsked(undefined)}
        title={t("title")}
      >
        <div className="space-y-4">
          <p>{t(invoiceId ? "textInvoice" : "textAll")}</p>
          {share.error && <ErrorNotice error={share.error} />}
          {share.data && (
            <>
              <CopyText text={share.data.url} label={t("title")} />
              <p className="text-muted">
                {t("until")} <When at={share.data.expiresAt} />
              </p>
            </>
          )}
          <Button variant="link" onClick={() => setAsked("revoke")}>
            {t("revoke")}
          </Button>
        </div>
      </Dialog>
      <ConfirmAction
        open={asked === "revoke"}
        onOpenChange={() => setAsked(undefined)}
        title={t("revokeTitle")}
        confirmLabel={t("revoke")}
        onConfirm={async () => {
          const { revoked } = await revoke.mutateAsync({ customerId });
          showToast(t("revoked", { count: revoked }));
        }}
      >
        {t("revokeText")}
      </ConfirmAction>
    </>
  );
}
