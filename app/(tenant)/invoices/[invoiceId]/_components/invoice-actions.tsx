"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Banknote, Ban, Pencil, Scissors, Send, Trash2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { useMoneyText } from "@/app/_ui/patterns/money";
import { PdfButton } from "@/app/_ui/patterns/pdf-button";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { InvoiceDetailDto } from "@/server/modules/billing/schema";
import { PayLinkButton } from "../../../payments/_components/pay-link-button";
import { CreditDialog } from "./credit-dialog";

type Asked = "issue" | "delete" | "void" | "writeOff" | "credit";
type Props = { invoice: InvoiceDetailDto };

/** What can be done next: a draft is issued, an issued one is paid or corrected. */
export function InvoiceActions({ invoice }: Props) {
  const isDraft = invoice.documentStatus === "draft" || invoice.documentStatus === "approved";
  if (isDraft) return <DraftActions invoice={invoice} />;
  return <IssuedActions invoice={invoice} />;
}

function useRefresh() {
  const api = useTRPC();
  const cache = useQueryClient();
  return () =>
    Promise.all([
      cache.invalidateQueries(api.billing.pathFilter()),
      cache.invalidateQueries(api.payments.pathFilter()),
      cache.invalidateQueries(api.audit.pathFilter()),
    ]);
}

function DraftActions({ invoice }: Props) {
  const t = useTranslations("invoices");
  const api = useTRPC();
  const may = useMay();
  const router = useRouter();
  const onSuccess = useRefresh();
  const [asked, setAsked] = useState<Asked>();
  const approve = useMutation(api.billing.approveDraft.mutationOptions({ onSuccess }));
  const issue = useMutation(api.billing.issueInvoice.mutationOptions({ onSuccess }));
  const remove = useMutation(api.billing.deleteDraft.mutationOptions());
  const input = { invoiceId: invoice.id };
  if (!may("invoice.manage")) return null;
  const close = () => setAsked(undefined);
  return (
    <>
      <Button variant="primary" onClick={() => setAsked("issue")}>
        <Send aria-hidden />
        {t("issue")}
      </Button>
      {invoice.documentStatus === "draft" && (
        <Button disabled={approve.isPending} onClick={() => approve.mutate(input)}>
          {t("approve")}
        </Button>
      )}
      <Button asChild>
        <Link href={`/invoices/${invoice.id}/edit`}>
          <Pencil aria-hidden />
          {t("edit")}
        </Link>
      </Button>
      <Button onClick={() => setAsked("delete")}>
        <Trash2 aria-hidden />
        {t("delete")}
      </Button>
      <ConfirmAction
        open={asked === "issue"}
        onOpenChange={close}
        title={t("issueTitle")}
        confirmLabel={t("issue")}
        variant="primary"
        onConfirm={() => issue.mutateAsync(input)}
      >
        {t("issueText")}
      </ConfirmAction>
      <ConfirmAction
        open={asked === "delete"}
        onOpenChange={close}
        title={t("deleteTitle")}
        confirmLabel={t("delete")}
        onConfirm={async () => {
          await remove.mutateAsync(input);
          router.push("/invoices?draft=yes");
        }}
      >
        {t("deleteText")}
      </ConfirmAction>
    </>
  );
}

function IssuedActions({ invoice }: Props) {
  const t = useTranslations("invoices");
  const client = useTRPCClient();
  const may = useMay();
  const [asked, setAsked] = useState<Asked>();
  const live = invoice.documentStatus === "finalized";
  const open = live && invoice.openMinor > 0;
  const { id: invoiceId, customerId, currency } = invoice;
  const credited = invoice.creditNotes.some(({ status }) => status === "finalized");
  const settled = credited || invoice.writtenOffMinor > 0;
  return (
    <>
      {open && may("payment.record") && (
        <Button asChild variant="primary">
          <Link href={`/payments/new?customer=${customerId}&currency=${currency}`}>
            <Banknote aria-hidden />
            {t("recordPayment")}
          </Link>
        </Button>
      )}
      {open && <PayLinkButton customerId={customerId} invoiceId={invoiceId} />}
      <PdfButton load={() => client.billing.invoicePdf.query({ invoiceId })}>{t("pdf")}</PdfButton>
      {live && invoice.totalMinor > 0 && may("creditNote.manage") && (
        <Button onClick={() => setAsked("credit")}>
          <Undo2 aria-hidden />
          {t("credit")}
        </Button>
      )}
      {live && !settled && may("invoice.void") && (
        <Button onClick={() => setAsked("void")}>
          <Ban aria-hidden />
          {t("void")}
        </Button>
      )}
      {open && may("invoice.void") && (
        <Button onClick={() => setAsked("writeOff")}>
          <Scissors aria-hidden />
          {t("writeOff")}
        </Button>
      )}
      <Endings invoice={invoice} asked={asked} onClose={() => setAsked(undefined)} />
      {asked === "credit" && <CreditDialog invoice={invoice} onClose={() => setAsked(undefined)} />}
    </>
  );
}

type EndingsProps = Props & { asked: Asked | undefined; onClose: () => void };

/** Voiding and writing off, each with its reason. */
function Endings({ invoice, asked, onClose }: EndingsProps) {
  const t = useTranslations("invoices");
  const api = useTRPC();
  const onSuccess = useRefresh();
  const money = useMoneyText(invoice.currency);
  const cancel = useMutation(api.billing.voidInvoice.mutationOptions({ onSuccess }));
  const lose = useMutation(api.billing.writeOffInvoice.mutationOptions({ onSuccess }));
  const { id: invoiceId, number } = invoice;
  const paidMinor = invoice.totalMinor - invoice.openMinor;
  return (
    <>
      <ConfirmAction
        open={asked === "void"}
        onOpenChange={onClose}
        title={t("voidTitle", { number })}
        confirmLabel={t("void")}
        askReason
        onConfirm={(reason) =>
          cancel.mutateAsync({ invoiceId, reason, takePaymentsBack: paidMinor > 0 })
        }
      >
        <p>{t("voidText")}</p>
        {paidMinor > 0 && <p className="mt-2">{t("voidPaid", { amount: money(paidMinor) })}</p>}
      </ConfirmAction>
      <ConfirmAction
        open={asked === "writeOff"}
        onOpenChange={onClose}
        title={t("writeOffTitle", { number })}
        confirmLabel={t("writeOff")}
        askReason
        onConfirm={(reason) => lose.mutateAsync({ invoiceId, reason })}
      >
        {t("writeOffText", { amount: money(invoice.openMinor) })}
      </ConfirmAction>
    </>
  );
}
