import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { Button } from "@/app/_ui/primitives/button";
import { ContactWays } from "../_components/contact-ways";
import { EntryFrame } from "../_components/entry-frame";
import { PayWays } from "../_components/pay-ways";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal.suspended"))("title") };
}

/**
 * Where a router leads who is cut: why nothing opens, how to pay, and what happens then. It says nothing of anybody's
 * debt: that is behind the door. No script is needed, since little gets through.
 */
export default async function SuspendedPage() {
  const [face, t, pay] = await Promise.all([
    currentFace(),
    getTranslations("portal.suspended"),
    getTranslations("portal.paying"),
  ]);
  return (
    <EntryFrame title={t("title")} text={t("text", { name: face.name })}>
      <p className="mb-5">{t("after")}</p>
      <Button asChild variant="primary">
        <a href={portalPath(face.opens, "/pay")}>{t("enter")}</a>
      </Button>
      <p className="mt-3">{pay("byLink")}</p>
      <div className="mt-6 space-y-4">
        <PayWays />
        <ContactWays />
      </div>
      <p className="mt-6 text-muted">{t("paid")}</p>
    </EntryFrame>
  );
}
