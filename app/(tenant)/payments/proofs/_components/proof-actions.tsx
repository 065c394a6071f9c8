"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { ProofDetailDto } from "@/server/modules/payments/proofs/schema";
import { useRefreshMoney } from "../../_components/use-refresh-money";
import { ApproveDialog } from "./approve-dialog";

/** The decision: the money is there, or it is not. */
export function ProofActions({ proof }: { proof: ProofDetailDto }) {
  const t = useTranslations("proofs");
  const mayReview = useMay()("proof.review");
  const onSuccess = useRefreshMoney();
  const [asked, setAsked] = useState<"approve" | "reject">();
  const reject = useMutation(useTRPC().payments.rejectProof.mutationOptions({ onSuccess }));
  if (!mayReview) return null;
  const close = () => setAsked(undefined);
  return (
    <>
      <Button onClick={() => setAsked("reject")}>
        <CircleX aria-hidden />
        {t("reject")}
      </Button>
      <Button variant="primary" onClick={() => setAsked("approve")}>
        <CircleCheck aria-hidden />
        {t("approve")}
      </Button>
      <ConfirmAction
        open={asked === "reject"}
        onOpenChange={close}
        title={t("rejectTitle", { customer: proof.customerName })}
        confirmLabel={t("reject")}
        askReason
        onConfirm={async (reason) => {
          await reject.mutateAsync({ proofId: proof.id, reason });
          showToast(t("rejectedToast"));
        }}
      >
        {t("rejectText")}
      </ConfirmAction>
      {asked === "approve" && <ApproveDialog proof={proof} onClose={close} />}
    </>
  );
}
