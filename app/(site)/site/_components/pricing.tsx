import { Check } from "lucide-react";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { OfferDto } from "@/server/modules/sign-up/schema";

/** The limits that a buyer asks about, in the order in which they ask. */
const ASKED = ["customers", "staff", "devices", "messages", "storageBytes", "domains"] as const;
const GIBIBYTE = 1024 ** 3;

/** What it costs, from the plans that the platform sells today. */
export async function Pricing({ offers }: { offers: readonly OfferDto[] }) {
  const [t, format, locale] = await Promise.all([
    getTranslations("site"),
    getFormatter(),
    getLocale(),
  ]);
  const limit = (offer: OfferDto, resource: (typeof ASKED)[number]): string => {
    const most = offer.limits[resource];
    if (most === undefined) return t(`unlimited.${resource}`);
    return resource === "storageBytes"
      ? t("limits.storageBytes", { amount: format.number(Math.round(most / GIBIBYTE)) })
      : t(`limits.${resource}`, { amount: most });
  };
  return (
    <section id="pricing" className="scroll-mt-6 border-t border-subtle bg-surface">
      <div className="mx-auto w-full max-w-5xl px-4 py-14 sm:px-6">
        <h2 className="text-2xl font-semibold tracking-tight">{t("pricing")}</h2>
        <p className="mt-2 max-w-2xl text-base text-muted">{t("pricingText")}</p>
        <ul className="mt-8 grid gap-4 md:grid-cols-3">
          {offers.map((offer) => (
            <li key={offer.code}>
              <Card className="flex h-full flex-col bg-background p-5">
                <h3 className="text-base font-semibold">{offer.name}</h3>
                <p className="mt-3">
                  <span className="text-3xl font-semibold tracking-tight tabular-nums">
                    {format.number(offer.priceMinor / 100, {
                      style: "currency",
                      currency: offer.currency,
                      currencyDisplay: "code",
                      minimumFractionDigits: offer.priceMinor % 100 === 0 ? 0 : 2,
                    })}
                  </span>{" "}
                  <span className="text-muted">{t("perMonth")}</span>
                </p>
                <ul className="mt-5 mb-6 space-y-2">
                  {ASKED.filter((resource) => offer.limits[resource] !== 0).map((resource) => (
                    <li key={resource} className="flex items-start gap-2">
                      <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
                      <span>{limit(offer, resource)}</span>
                    </li>
                  ))}
                </ul>
                <Button asChild className="mt-auto h-11">
                  <a href={`/${locale}/sign-up?plan=${offer.code}`}>
                    {t("choose", { plan: offer.name })}
                  </a>
                </Button>
              </Card>
            </li>
          ))}
        </ul>
        <p className="mt-6 text-muted">{t("pricingNote")}</p>
      </div>
    </section>
  );
}
