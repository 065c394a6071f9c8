import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Messages } from "@/app/_i18n/messages";
import { caller } from "@/app/_trpc/caller";
import { SiteFrame } from "../../_components/site-frame";
import { Wizard } from "./wizard";

/** Mailbox → company → plan and password → one's own tenant, signed in. */
export async function SignUp({ plan }: { plan: string | string[] | undefined }) {
  const [t, api, all] = await Promise.all([getTranslations("signUp"), caller(), headers()]);
  const offers = await api.signUp.listOffers();
  const chosen = offers.find(({ code }) => code === plan)?.code ?? offers[0]?.code ?? "";
  return (
    <SiteFrame path="/sign-up">
      <main className="mx-auto w-full max-w-lg px-4 pt-4 pb-16 sm:pt-10">
        <h1 className="text-2xl font-semibold tracking-tight">{t("title")}</h1>
        <noscript>
          <p className="mt-3 text-muted">{t("noScript")}</p>
        </noscript>
        <Messages of="site">
          <Wizard offers={offers} plan={chosen} rootHost={all.get("host") ?? ""} />
        </Messages>
      </main>
    </SiteFrame>
  );
}
