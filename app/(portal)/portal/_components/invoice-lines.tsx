import { getTranslations } from "next-intl/server";
import type { PortalInvoiceDetail } from "@/server/modules/portal/account/schema";
import { portalFormat } from "./portal-money";

type Why = PortalInvoiceDetail["lines"][number]["why"][number];

/** The lines of an invoice; behind each, in plain words, why it is what it is. */
export async function InvoiceLines({ invoice }: { invoice: PortalInvoiceDetail }) {
  const [t, format] = await Promise.all([getTranslations("portal"), portalFormat()]);
  const say = await sayer(invoice.currency);
  return (
    <ul className="divide-y divide-(--border)">
      {invoice.lines.map((line) => {
        const reasons = line.why.map(say).filter(Boolean);
        return (
          <li key={line.id} className="px-5 py-4">
            <div className="flex items-baseline justify-between gap-4">
              <span className="min-w-0 break-words">
                {Number(line.quantity) === 1 ? "" : `${line.quantity} × `}
                {line.description}
              </span>
              <span className="font-medium whitespace-nowrap tabular-nums">
                {format.money(line.totalMinor, invoice.currency)}
              </span>
            </div>
            {line.periodStart && line.periodEnd && (
              <p className="text-muted">{format.period(line.periodStart, line.periodEnd)}</p>
            )}
            {reasons.length > 0 && (
              <details className="mt-1">
                <summary className="inline-flex min-h-6 cursor-pointer items-center text-[0.8125rem] text-brand-text underline underline-offset-4">
                  {t("whyAmount")}
                </summary>
                <ul className="mt-1 list-disc space-y-0.5 pl-5 text-[0.8125rem] text-muted">
                  {reasons.map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const DAYS = new Set(["priceFrom", "taxRateFrom", "fxOn", "periodStart"]);
const AMOUNTS = new Set(["price", "ownPrice"]);

/** A reason as a sentence; one that has no words for customers is left out. */
async function sayer(currency: string): Promise<(why: Why) => string> {
  const [t, format] = await Promise.all([getTranslations("portal.why"), portalFormat()]);
  const shown = (name: string, value: string | number): string | number => {
    const isDay = /^\d{4}-\d\d-\d\d$/.test(String(value));
    if (DAYS.has(name) && isDay) return format.day(String(value));
    if (AMOUNTS.has(name) && Number.isFinite(Number(value)))
      return format.price(Number(value), currency);
    return value;
  };
  return ({ key, values }) => {
    const word = key as Parameters<typeof t.has>[0];
    if (!t.has(word)) return "";
    const filled = Object.entries(values).map(([name, value]) => [name, shown(name, value)]);
    // A tax whose day is not known is said without it.
    if (key.startsWith("tax") && !values.taxRateFrom) return "";
    return t(word, Object.fromEntries(filled) as never);
  };
}
