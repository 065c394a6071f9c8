import { getTranslations } from "next-intl/server";
import type { PortalInvoiceDetail } from "@/server/modules/portal/account/schema";
import { portalFormat } from "./portal-money";

/** Totals of an invoice, what was paid of it and what is left. */
export async function InvoiceSums({ invoice }: { invoice: PortalInvoiceDetail }) {
  const [t, format] = await Promise.all([getTranslations("portal"), portalFormat()]);
  const { currency, netMinor, taxMinor, totalMinor, openMinor, paid, state } = invoice;
  const rows = [
    { key: "net", label: t("net"), minor: netMinor },
    { key: "taxes", label: t("taxes"), minor: taxMinor },
    { key: "total", label: t("total"), minor: totalMinor, strong: true },
    ...paid.map(({ id, kind, number, onDay, amountMinor }) => ({
      key: id,
      label: t(`settled.${kind}`, { number, day: format.day(onDay) }),
      minor: -amountMinor,
    })),
    ...(state === "voided"
      ? []
      : [{ key: "open", label: t("toPay"), minor: openMinor, strong: true }]),
  ];
  return (
    <dl className="space-y-2">
      {rows.map(({ key, label, minor, ...row }) => (
        <div
          key={key}
          className={`flex items-baseline justify-between gap-4 ${"strong" in row ? "text-base font-semibold" : ""}`}
        >
          <dt className="min-w-0">{label}</dt>
          <dd className="whitespace-nowrap tabular-nums">{format.money(minor, currency)}</dd>
        </div>
      ))}
    </dl>
  );
}
