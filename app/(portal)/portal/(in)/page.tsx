import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { faceBrand } from "@/app/_face/face-brand";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { AccountBalance } from "../_components/account-balance";
import { ContactWays } from "../_components/contact-ways";
import { HeldServices } from "../_components/held-services";
import { OwnHistory } from "../_components/own-history";
import { PayWays } from "../_components/pay-ways";
import { portalPath } from "@/app/_face/portal-path";
import { requireCustomer } from "@/app/_trpc/require-customer";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal"))("home") };
}

/** The customer's home: who they are here and how to reach the company. */
export default async function PortalHomePage() {
  const [t, face, profile] = await Promise.all([
    getTranslations("portal"),
    currentFace(),
    requireCustomer(),
  ]);
  const first = profile.kind === "person" ? (profile.name.split(" ")[0] ?? "") : profile.name;
  return (
    <div className="space-y-5">
      <div>
        <h1 className="text-2xl font-semibold tracking-tight break-words">
          {t("greeting", { name: first })}
        </h1>
        <p className="mt-1 text-base text-muted">{t("welcome", { name: faceBrand(face).name })}</p>
      </div>
      <HeldServices />
      <AccountBalance />
      <PayWays customerNumber={profile.number} proofHref={portalPath(face.opens, "/proofs")} />
      <OwnHistory />
      <Card className="flex flex-wrap items-center justify-between gap-4 p-5">
        <dl className="grid min-w-0 grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <dt className="text-muted">{t("name")}</dt>
          <dd className="font-medium break-words">{profile.name}</dd>
          <dt className="text-muted">{t("customerNumber")}</dt>
          <dd className="font-medium tabular-nums">{profile.number}</dd>
        </dl>
        <Button asChild>
          <a href={portalPath(face.opens, "/profile")}>{t("seeProfile")}</a>
        </Button>
      </Card>
      <ContactWays />
    </div>
  );
}
