"use client";

import { useQuery } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { Money } from "@/app/_ui/patterns/money";
import { PdfButton } from "@/app/_ui/patterns/pdf-button";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { CreditNoteDetailDto } from "@/server/modules/billing/schema";
import { Day } from "../../invoices/_components/day";
import { RefundDialog } from "../../payments/_components/refund-dialog";
import { CreditState } from "./credit-state";
import { VoidNote } from "./void-note";

/** One credit note: what it took back, and where its money went. */
export function CreditNoteRecord({ creditNoteId }: { creditNoteId: string }) {
  const t = useTranslations("invoices");
  const note = useQuery(useTRPC().billing.getCreditNote.queryOptions({ creditNoteId }));
  return (
    <QueryView query={note}>
      {(found) => (
        <RecordPage
          back={{ href: "/credit-notes", label: t("creditNotesTitle") }}
          title={found.number}
          description={t("describeNote", {
            customer: found.customerName,
            invoice: found.invoiceNumber ?? "",
          })}
          status={
            <>
              <CreditState state={found.creditState} />
              <Badge tone="neutral">{t("noFiscalValue")}</Badge>
            </>
          }
          action={<Actions note={found} />}
          facts={<NoteFacts note={found} />}
          timeline={<ActivityTimeline entity={{ type: "creditNote", id: creditNoteId }} />}
        >
          <NoteLines note={found} />
          <Uses note={found} />
        </RecordPage>
      )}
    </QueryView>
  );
}

type Props = { note: CreditNoteDetailDto };

function Actions({ note }: Props) {
  const t = useTranslations("invoices");
  const payments = useTranslations("payments");
  const client = useTRPCClient();
  const may = useMay();
  const [refunding, setRefunding] = useState(false);
  const [voiding, setVoiding] = useState(false);
  const { id: creditNoteId } = note;
  return (
    <>
      <PdfButton load={() => client.billing.creditNotePdf.query({ creditNoteId })}>
        {t("pdf")}
      </PdfButton>
      {note.remainingMinor > 0 && may("payment.refund") && (
        <Button onClick={() => setRefunding(true)}>{payments("refund")}</Button>
      )}
      {note.status === "finalized" && may("creditNote.void") && (
        <Button onClick={() => setVoiding(true)}>
          <Ban aria-hidden />
          {t("voidNote")}
        </Button>
      )}
      <VoidNote note={note} open={voiding} onClose={() => setVoiding(false)} />
      {refunding && (
        <RefundDialog
          source="creditNote"
          sourceId={creditNoteId}
          leftMinor={note.remainingMinor}
          currency={note.currency}
          onClose={() => setRefunding(false)}
        />
      )}
    </>
  );
}

function NoteFacts({ note }: Props) {
  const t = useTranslations("invoices");
  return (
    <Facts title={t("facts")}>
      <Fact label={t("customer")}>
        <Link href={`/customers/${note.customerId}`} className="hover:underline">
          {note.customerName}
        </Link>
      </Fact>
      <Fact label={t("ofInvoice")}>
        {note.invoiceId && (
          <Link href={`/invoices/${note.invoiceId}`} className="hover:underline">
            {note.invoiceNumber}
          </Link>
        )}
      </Fact>
      <Fact label={t("issuedOn")}>
        <Day of={note.issuedOn} />
      </Fact>
      <Fact label={t("reason")}>{note.reason}</Fact>
      {note.voidReason && <Fact label={t("voidReason")}>{note.voidReason}</Fact>}
      <Fact label={t("total")}>
        <Money minor={note.totalMinor} currency={note.currency} />
      </Fact>
      <Fact label={t("remaining")}>
        <Money minor={note.remainingMinor} currency={note.currency} />
      </Fact>
    </Facts>
  );
}

function NoteLines({ note }: Props) {
  const t = useTranslations("invoices");
  return (
    <Card aria-label={t("lines")}>
      <h2 className="border-b border-subtle px-4 py-3 font-semibold">{t("lines")}</h2>
      <ul className="divide-y divide-(--border)">
        {note.lines.map((line) => (
          <li key={line.id} className="flex items-start justify-between gap-4 px-4 py-3">
            <div className="min-w-0">
              <p className="break-words">{line.description}</p>
              <p className="text-[0.8125rem] text-muted">{`${line.taxCode} ${line.taxRate} %`}</p>
            </div>
            <Money minor={line.totalMinor} currency={note.currency} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Uses({ note }: Props) {
  const t = useTranslations("invoices");
  const uses = note.uses.filter(({ reversedAt }) => !reversedAt);
  return (
    <Card aria-label={t("uses")}>
      <h2 className="border-b border-subtle px-4 py-3 font-semibold">{t("uses")}</h2>
      {uses.length === 0 && <p className="px-4 py-3 text-muted">{t("noUses")}</p>}
      <ul className="divide-y divide-(--border)">
        {uses.map((use) => (
          <li key={use.id} className="flex items-start justify-between gap-4 px-4 py-3">
            <Link href={`/invoices/${use.invoiceId}`} className="font-medium hover:underline">
              {use.invoiceNumber}
            </Link>
            <Money minor={use.amountMinor} currency={note.currency} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
