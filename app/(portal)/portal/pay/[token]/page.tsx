import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { caller, orLeave } from "@/app/_trpc/server";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import { payLinkTokenInput } from "@/server/modules/portal/pay/schema";
import { ContactWays } from "../../_components/contact-ways";
import { EntryFrame } from "../../_components/entry-frame";
import { PayDesk } from "../../_components/pay-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal.paying");
  return { title: t("title"), referrer: "no-referrer", robots: { index: false } };
}

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ attempt?: string; left?: string }>;
};

/** Where a link leads that a company sent: what is to be paid, without signing in. */
export default async function PayPage({ params, searchParams }: Props) {
  const [t, face, { token }, { attempt, left }] = await Promise.all([
    getTranslations("portal.paying"),
    currentFace(),
    params,
    searchParams,
  ]);
  const { success, data } = payLinkTokenInput.safeParse({ token });
  const page = success
    ? await orLeave(async () => (await caller()).portal.openPayLink(data))
    : { state: "unknown" as const, desk: null };
  if (page.state !== "open" || !page.desk)
    return (
      <EntryFrame title={t("title")} text={face.name}>
        <div className="space-y-5">
          <Notice tone="warn">{t(`gone.${page.state === "open" ? "unknown" : page.state}`)}</Notice>
          <Button asChild>
            <a href={portalPath(face.opens, "/pay")}>{t("enterToPay")}</a>
          </Button>
          <ContactWays />
        </div>
      </EntryFrame>
    );
  const { payer } = page.desk;
  return (
    <EntryFrame title={t("title")} text={t("for", { name: payer, company: face.name })}>
      <PayDesk desk={page.desk} token={token} back={attempt ?? null} left={left !== undefined} />
      <p className="mt-6 text-[0.8125rem] text-muted">{t("private")}</p>
    </EntryFrame>
  );
}
