import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { EntryFrame } from "../_components/entry-frame";
import { portalPath } from "@/app/_face/portal-path";
import { LinkSignIn } from "./_components/link-sign-in";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal"))("enterTitle") };
}

/** Where a mailed link leads. Opening it does nothing yet: programs that look into mail open links too. */
export default async function PortalEnterPage() {
  const [face, t] = await Promise.all([currentFace(), getTranslations("portal")]);
  return (
    <EntryFrame title={t("enterTitle")} text={t("enterText", { name: face.name })}>
      <LinkSignIn home={portalPath(face.opens, "/")} signIn={portalPath(face.opens, "/sign-in")} />
      <noscript>
        <p className="mt-4 text-muted">{t("needsScript")}</p>
      </noscript>
    </EntryFrame>
  );
}
