import {
  Fence,
  FileCheck2,
  KeyRound,
  type LucideIcon,
  Palette,
  ShieldCheck,
  Store,
  Users,
} from "lucide-react";
import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/caller";
import { Button } from "@/app/_ui/primitives/button";
import { Demos } from "./demos";
import { Pricing } from "./pricing";
import { SiteFrame } from "./site-frame";

/** What works today; what is still being built is named as such below, in one sentence. */
const features: readonly {
  key: "brand" | "people" | "apart" | "facts" | "api" | "resell";
  icon: LucideIcon;
}[] = [
  { key: "brand", icon: Palette },
  { key: "people", icon: Users },
  { key: "apart", icon: Fence },
  { key: "facts", icon: FileCheck2 },
  { key: "api", icon: KeyRound },
  { key: "resell", icon: Store },
];

/** The root host: what Trama is, what it costs, how to begin. Readable before any script runs. */
export async function Landing() {
  const [t, locale, api, all] = await Promise.all([
    getTranslations("site"),
    getLocale(),
    caller(),
    headers(),
  ]);
  const offers = await api.signUp.listOffers();
  const host = all.get("host") ?? "";
  // The demo companies live on a machine of one's own; a public installation does not advertise them.
  const local = host.split(":")[0] === "localhost";
  return (
    <SiteFrame path="">
      <main>
        <section className="mx-auto w-full max-w-5xl px-4 pt-10 pb-14 sm:px-6 sm:pt-20 sm:pb-20">
          <p className="mb-4 inline-flex items-center gap-2 rounded-full bg-brand-soft px-3 py-1 font-medium text-on-brand-soft">
            <ShieldCheck aria-hidden className="size-4" />
            {t("eyebrow")}
          </p>
          <h1 className="max-w-3xl text-3xl leading-tight font-semibold tracking-tight sm:text-5xl sm:leading-[1.1]">
            {t("title")}
          </h1>
          <p className="mt-5 max-w-2xl text-base text-muted sm:text-lg">{t("text")}</p>
          <div className="mt-8 flex flex-wrap gap-3">
            <Button asChild variant="primary" className="h-11 px-5 text-base">
              <a href={`/${locale}/sign-up`}>{t("start")}</a>
            </Button>
            <Button asChild className="h-11 px-5 text-base">
              <a href="#pricing">{t("seePricing")}</a>
            </Button>
          </div>
        </section>
        <section className="border-t border-subtle bg-surface">
          <div className="mx-auto w-full max-w-5xl px-4 py-14 sm:px-6">
            <h2 className="text-2xl font-semibold tracking-tight">{t("today")}</h2>
            <ul className="mt-8 grid gap-x-8 gap-y-9 sm:grid-cols-2 lg:grid-cols-3">
              {features.map(({ key, icon: Icon }) => (
                <li key={key}>
                  <Icon aria-hidden className="size-6 text-brand-text" />
                  <h3 className="mt-3 text-base font-semibold">{t(`features.${key}.title`)}</h3>
                  <p className="mt-1 text-[0.9375rem] text-muted">{t(`features.${key}.text`)}</p>
                </li>
              ))}
            </ul>
            <p className="mt-10 max-w-2xl text-muted">{t("coming")}</p>
          </div>
        </section>
        <Pricing offers={offers} />
        {local && <Demos host={host} />}
      </main>
    </SiteFrame>
  );
}
