import { CreditCard, History } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { caller } from "@/app/_trpc/server";
import { portalPath } from "@/app/_face/portal-path";
import { requireCustomer } from "@/app/_trpc/require-customer";
import { Button } from "@/app/_ui/primitives/button";
import { ContactField } from "./_components/contact-field";
import { ProfileForm } from "./_components/profile-form";
import { SessionList } from "./_components/session-list";
import { SignOutButton } from "./_components/sign-out-button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal"))("profile") };
}

/** What the customer may change of themself, and where they are signed in. */
export default async function PortalProfilePage() {
  const [t, face, profile] = await Promise.all([
    getTranslations("portal"),
    currentFace(),
    requireCustomer(),
  ]);
  const sessions = await (await caller()).portal.listSessions();
  return (
    <div className="space-y-5">
      <h1 className="text-2xl font-semibold tracking-tight">{t("profile")}</h1>
      <ProfileForm name={profile.name} locale={profile.locale} />
      <ContactField kind="email" value={profile.email} />
      <ContactField kind="phone" value={profile.phone} />
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <a href={portalPath(face.opens, "/cards")}>
            <CreditCard aria-hidden /> {t("cards.title")}
          </a>
        </Button>
        <Button asChild>
          <a href={portalPath(face.opens, "/history")}>
            <History aria-hidden /> {t("history.title")}
          </a>
        </Button>
      </div>
      <SessionList sessions={sessions} />
      <SignOutButton to={portalPath(face.opens, "/sign-in")} />
    </div>
  );
}
