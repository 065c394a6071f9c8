import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { caller, orLeave } from "@/app/_trpc/server";
import { OwnCards } from "../../_components/own-cards";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal.cards"))("title") };
}

/** The customer's kept cards, and the switch of automatic payment with what they agree to by it. */
export default async function PortalCardsPage() {
  const [t, face, cards] = await Promise.all([
    getTranslations("portal.cards"),
    currentFace(),
    orLeave(async () => (await caller()).portal.getCards()),
  ]);
  return (
    <div className="space-y-5">
      <div>
        <h1 className="text-2xl font-semibold tracking-tight">{t("title")}</h1>
        <p className="mt-1 text-muted">{t("text")}</p>
      </div>
      <OwnCards initial={cards} payHref={portalPath(face.opens, "/pay")} />
    </div>
  );
}
