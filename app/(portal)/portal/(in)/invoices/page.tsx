import { ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { caller, orLeave } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { PortalInvoiceDto } from "@/server/modules/portal/account/schema";
import { InvoiceState } from "../../_components/invoice-state";
import { portalFormat } from "../../_components/portal-money";
import { StatementPdf } from "../../_components/statement-pdf";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal"))("invoices") };
}

type Params = Promise<{ cursor?: string }>;

/** The customer's invoices, the newest first; no script is needed to read them. */
export default async function PortalInvoicesPage({ searchParams }: { searchParams: Params }) {
  const { cursor } = await searchParams;
  const [t, face, page] = await Promise.all([
    getTranslations("portal"),
    currentFace(),
    orLeave(async () => (await caller()).portal.listInvoices(cursor ? { cursor } : {})),
  ]);
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 className="text-2xl font-semibold tracking-tight">{t("invoices")}</h1>
        {page.items.length > 0 && <StatementPdf />}
      </div>
      <Card>
        {page.items.length === 0 ? (
          <EmptyState icon={ReceiptText} title={t("noInvoices")}>
            {t("noInvoicesText")}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-(--border)">
            {page.items.map((invoice) => (
              <InvoiceRow
                key={invoice.id}
                invoice={invoice}
                href={portalPath(face.opens, `/invoices/${invoice.id}`)}
              />
            ))}
          </ul>
        )}
      </Card>
      <a
        href={portalPath(face.opens, "/payments")}
        className="inline-flex min-h-6 items-center text-brand-text underline underline-offset-4"
      >
        {t("paying.history")}
      </a>
      {page.nextCursor && (
        <Button asChild>
          <a href={`?cursor=${encodeURIComponent(page.nextCursor)}`}>{t("older")}</a>
        </Button>
      )}
    </div>
  );
}

async function InvoiceRow({ invoice, href }: { invoice: PortalInvoiceDto; href: string }) {
  const [t, format] = await Promise.all([getTranslations("portal"), portalFormat()]);
  const { number, periodStart, periodEnd, currency, totalMinor, openMinor, dueOn, state } = invoice;
  const partly = openMinor > 0 && openMinor < totalMinor;
  return (
    <li>
      <a href={href} className="flex items-center gap-3 px-5 py-4 hover:bg-raised">
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{number}</span>
          <span className="block text-muted">
            {periodStart && periodEnd
              ? format.period(periodStart, periodEnd)
              : t("dueOn", { day: format.day(dueOn) })}
          </span>
        </span>
        <span className="flex flex-col items-end gap-1">
          <span className="font-medium tabular-nums">{format.money(totalMinor, currency)}</span>
          <InvoiceState state={state} />
          {partly && (
            <span className="text-[0.8125rem] text-muted">
              {t("leftToPay", { amount: format.money(openMinor, currency) })}
            </span>
          )}
        </span>
      </a>
    </li>
  );
}
