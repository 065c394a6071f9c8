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

/** In the order of how often they are it. */
const REASONS = ["debt", "pause", "review", "outage"] as const;

/**
 * Where a router leads who is cut: why nothing opens, what lifts it, and how to pay. A router leads everybody here who is
 * off, for whatever reason; whose reason it is stands behind the door. No script is needed, since little gets through.
 */
export default async function SuspendedPage() {
  const [face, t, pay] = await Promise.all([
    currentFace(),
    getTranslations("portal.suspended"),
    getTranslations("portal.paying"),
  ]);
  return (
    <EntryFrame title={t("title")} text={t("text", { name: face.name })}>
      <Button asChild variant="primary">
        <a href={portalPath(face.opens, "/pay")}>{t("enter")}</a>
      </Button>
      <p className="mt-3">{pay("byLink")}</p>
      <h2 className="mt-6 font-semibold">{t("why")}</h2>
      <dl className="mt-2 space-y-3">
        {REASONS.map((reason) => (
          <div key={reason}>
            <dt className="font-medium">{t(`reasons.${reason}.title`)}</dt>
            <dd className="text-muted">{t(`reasons.${reason}.text`)}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-6 space-y-4">
        <PayWays />
        <ContactWays />
      </div>
      <p className="mt-6 text-muted">{t("paid")}</p>
    </EntryFrame>
  );
}
