import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { caller, orLeave } from "@/app/_trpc/server";
import { PayDesk } from "../../_components/pay-desk";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal.paying"))("title") };
}

type Search = Promise<{ attempt?: string; left?: string }>;

/** The signed-in customer pays one or several invoices, and sees what becomes of it. */
export default async function PortalPayPage({ searchParams }: { searchParams: Search }) {
  const [t, face, { attempt, left }, desk] = await Promise.all([
    getTranslations("portal.paying"),
    currentFace(),
    searchParams,
    orLeave(async () => (await caller()).portal.getPayDesk()),
  ]);
  return (
    <div className="space-y-5">
      <h1 className="text-2xl font-semibold tracking-tight">{t("title")}</h1>
      <PayDesk
        desk={desk}
        token={null}
        back={attempt ?? null}
        left={left !== undefined}
        proofHref={portalPath(face.opens, "/proofs/new")}
      />
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        {(["/payments", "/cards"] as const).map((path) => (
          <a
            key={path}
            href={portalPath(face.opens, path)}
            className="inline-flex min-h-6 items-center font-medium text-brand-text underline"
          >
            {t(path === "/payments" ? "history" : "myCards")}
          </a>
        ))}
      </p>
    </div>
  );
}
