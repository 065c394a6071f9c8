import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { caller, orLeave } from "@/app/_trpc/server";
import { Notice } from "@/app/_ui/primitives/notice";

/** What is off, said first on the home page: why, and where it says what lifts it. Nothing while all is on. */
export async function HeldServices() {
  const [t, face, services] = await Promise.all([
    getTranslations("portal"),
    currentFace(),
    orLeave(async () => (await caller()).portal.listServices()),
  ]);
  const off = services.filter(({ state }) => state === "suspended");
  return off.map(({ id, label, plan, holds }) => {
    const why = `hold.${holds[0]}` as never;
    return (
      <Notice key={id} tone="warn">
        <p className="font-medium break-words">
          {label || plan}: {t("serviceState.suspended" as never)}
        </p>
        {t.has(why) && <p>{t(why)}</p>}
        <a
          href={portalPath(face.opens, "/services")}
          className="inline-flex min-h-6 items-center underline underline-offset-4"
        >
          {t("seeServices")}
        </a>
      </Notice>
    );
  });
}
