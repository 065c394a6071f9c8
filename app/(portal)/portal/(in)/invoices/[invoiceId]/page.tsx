import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { caller, orLeave } from "@/app/_trpc/server";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import { InvoiceLines } from "../../../_components/invoice-lines";
import { InvoiceState } from "../../../_components/invoice-state";
import { InvoiceSums } from "../../../_components/invoice-sums";
import { PayWays } from "../../../_components/pay-ways";
import { portalFormat } from "../../../_components/portal-money";
import { PortalPdf } from "../../../_components/portal-pdf";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal"))("invoice") };
}

type Params = Promise<{ invoiceId: string }>;

/** One invoice: each line with its why, what was paid, and the document itself. */
export default async function PortalInvoicePage({ params }: { params: Params }) {
  const { invoiceId } = await params;
  const [t, face, format, invoice] = await Promise.all([
    getTranslations("portal"),
    currentFace(),
    portalFormat(),
    orLeave(async () => (await caller()).portal.getInvoice({ invoiceId })),
  ]);
  return (
    <div className="space-y-5">
      <a
        href={portalPath(face.opens, "/invoices")}
        className="inline-flex min-h-6 items-center gap-1.5 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("invoices")}
      </a>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight break-words">{invoice.number}</h1>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-muted">
            <InvoiceState state={invoice.state} />
            {t("issuedAndDue", {
              issued: format.day(invoice.issuedOn),
              due: format.day(invoice.dueOn),
            })}
          </p>
        </div>
        <PortalPdf invoiceId={invoiceId} label={t("downloadPdf")} />
      </div>
      {invoice.note && <Notice tone="info">{invoice.note}</Notice>}
      <Card aria-label={t("lines")}>
        <InvoiceLines invoice={invoice} />
      </Card>
      <Card aria-label={t("total")} className="p-5">
        <InvoiceSums invoice={invoice} />
      </Card>
      {invoice.openMinor > 0 && invoice.state !== "voided" && (
        <Button asChild variant="primary">
          <a href={portalPath(face.opens, "/pay")}>{t("paying.payNow")}</a>
        </Button>
      )}
      {invoice.openMinor > 0 && invoice.state !== "voided" && (
        <PayWays
          currency={invoice.currency}
          reference={invoice.number}
          proofHref={portalPath(face.opens, `/proofs/new?invoice=${invoice.id}`)}
        />
      )}
      {!invoice.fiscal && <p className="text-[0.8125rem] text-muted">{t("noFiscalValue")}</p>}
    </div>
  );
}
