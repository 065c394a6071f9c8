import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { caller, orLeave } from "@/app/_trpc/server";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { InvoiceState } from "./invoice-state";
import { portalFormat } from "./portal-money";

/** What is owed, by currency, and what falls due first. */
export async function AccountBalance() {
  const [t, face, format, account] = await Promise.all([
    getTranslations("portal"),
    currentFace(),
    portalFormat(),
    orLeave(async () => (await caller()).portal.getAccount()),
  ]);
  const { balances, first, openInvoices } = account;
  const owed = balances.filter(({ owedMinor }) => owedMinor > 0);
  const credit = balances.filter(({ creditMinor }) => creditMinor > 0);
  return (
    <Card className="space-y-4 p-5" aria-labelledby="balance">
      <h2 id="balance" className="text-base text-muted">
        {t("balance")}
      </h2>
      {owed.length === 0 ? (
        <p className="text-2xl font-semibold">{t("nothingOwed")}</p>
      ) : (
        owed.map(({ currency, owedMinor, overdueMinor }) => (
          <div key={currency}>
            <p className="text-3xl font-semibold tracking-tight tabular-nums">
              {format.money(owedMinor, currency)}
            </p>
            {overdueMinor > 0 && (
              <p className="mt-1 text-bad">
                {t("overdueAmount", { amount: format.money(overdueMinor, currency) })}
              </p>
            )}
          </div>
        ))
      )}
      {owed.length > 0 && (
        <Button asChild variant="primary">
          <a href={portalPath(face.opens, "/pay")}>{t("paying.payNow")}</a>
        </Button>
      )}
      {credit.map(({ currency, creditMinor }) => (
        <p key={currency} className="text-ok">
          {t("inFavour", { amount: format.money(creditMinor, currency) })}
        </p>
      ))}
      {first && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-subtle pt-4">
          <InvoiceState state={first.state} />
          <span className="order-first min-w-0 basis-full sm:order-none sm:flex-1 sm:basis-0">
            {t("firstDue", {
              number: first.number,
              amount: format.money(first.openMinor, first.currency),
              day: format.day(first.dueOn),
            })}
          </span>
          <Button asChild className="ml-auto">
            <a href={portalPath(face.opens, `/invoices/${first.id}`)}>{t("seeInvoice")}</a>
          </Button>
        </div>
      )}
      {openInvoices > 1 && (
        <a
          href={portalPath(face.opens, "/invoices")}
          className="inline-flex min-h-6 items-center text-brand-text underline underline-offset-4"
        >
          {t("seeOpen", { count: openInvoices })}
        </a>
      )}
    </Card>
  );
}
