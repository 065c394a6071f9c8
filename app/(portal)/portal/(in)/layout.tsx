import { Cable, House, ReceiptText, UserRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { currentFace } from "@/app/_face/current-face";
import { faceBrand } from "@/app/_face/face-brand";
import { BrandMark } from "@/app/_ui/patterns/brand-mark";
import { portalBase, portalPath } from "@/app/_face/portal-path";
import { requireCustomer } from "@/app/_trpc/require-customer";
import { PortalLive } from "../_components/portal-live";
import { PortalNav } from "../_components/portal-nav";

/** Pages of a signed-in customer: the company above, the way around at the thumb. */
export default async function CustomerLayout({ children }: { children: ReactNode }) {
  const [face, t] = await Promise.all([currentFace(), getTranslations("portal")]);
  await requireCustomer();
  const items = [
    { href: portalPath(face.opens, "/"), label: t("home"), icon: <House aria-hidden /> },
    {
      href: portalPath(face.opens, "/invoices"),
      label: t("invoices"),
      icon: <ReceiptText aria-hidden />,
    },
    {
      href: portalPath(face.opens, "/services"),
      label: t("services"),
      icon: <Cable aria-hidden />,
    },
    {
      href: portalPath(face.opens, "/profile"),
      label: t("profile"),
      icon: <UserRound aria-hidden />,
    },
  ];
  return (
    <>
      <header className="border-b border-subtle bg-surface">
        <div className="mx-auto flex w-full max-w-2xl items-center justify-between gap-4 px-4 py-3">
          <a href={portalPath(face.opens, "/")} className="min-w-0">
            <BrandMark name={faceBrand(face).name} />
          </a>
          <PortalNav items={items} base={portalBase(face.opens)} label={t("menu")} />
        </div>
      </header>
      <PortalLive />
      <main className="mx-auto w-full max-w-2xl px-4 py-6">{children}</main>
    </>
  );
}
