import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { currentFace } from "@/app/_face/current-face";
import { THEME_COOKIE, themeChoice } from "@/app/_face/theme-choice";
import { caller, orLeave } from "@/app/_trpc/server";
import { PortalPreferences } from "./_components/portal-preferences";

/** Every page of a company's portal: what stands below them all. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [face, t, chosen] = await Promise.all([
    currentFace(),
    getTranslations("portal"),
    cookies(),
  ]);
  if (face.kind !== "tenant") notFound();
  const contact = await orLeave(async () => (await caller()).tenants.contact());
  return (
    <div className="flex min-h-dvh flex-col">
      <div className="flex-1">{children}</div>
      <footer className="mx-auto w-full max-w-2xl space-y-3 px-4 pt-6 pb-24 text-muted sm:pb-8">
        <PortalPreferences theme={themeChoice(chosen.get(THEME_COOKIE)?.value)} />
        <p>
          {contact.legalName || face.name}
          {face.opens === "staff" && (
            <>
              {" · "}
              <a href="/sign-in" className="underline underline-offset-4">
                {t("staff")}
              </a>
            </>
          )}
        </p>
      </footer>
    </div>
  );
}
