import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { caller } from "@/app/_trpc/server";
import { ContactWays } from "../_components/contact-ways";
import { EntryFrame } from "../_components/entry-frame";
import { portalPath } from "@/app/_face/portal-path";
import { CodeSignIn } from "./_components/code-sign-in";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal"))("signIn") };
}

/** A company's customers come in: a code, no password. */
export default async function PortalSignInPage() {
  const [face, t, api] = await Promise.all([currentFace(), getTranslations("portal"), caller()]);
  const home = portalPath(face.opens, "/");
  if ((await api.auth.whoAmI()).kind === "customer") redirect(home);
  return (
    <EntryFrame title={t("signIn")} text={t("signInText", { name: face.name })}>
      <CodeSignIn home={home} />
      <noscript>
        <p className="mt-4 text-muted">{t("needsScript")}</p>
      </noscript>
      <div className="mt-6">
        <ContactWays />
      </div>
    </EntryFrame>
  );
}
