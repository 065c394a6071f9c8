import { Mail, MapPin, Phone } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { faceBrand } from "@/app/_face/face-brand";
import { caller, orLeave } from "@/app/_trpc/server";
import { BrandMark } from "@/app/_ui/patterns/brand-mark";
import { Card } from "@/app/_ui/primitives/card";

/** What a company's customers see today: whose page it is and how to reach them. No script is needed. */
export default async function PortalPage() {
  const t = await getTranslations("portal");
  const face = await currentFace();
  const { name } = faceBrand(face);
  const contact = await orLeave(async () => (await caller()).tenants.contact());
  const ways = [
    {
      icon: Phone,
      label: t("phone"),
      text: contact.phone,
      href: `tel:${contact.phone.replace(/[^\d+]/g, "")}`,
    },
    {
      icon: Mail,
      label: t("email"),
      text: contact.supportEmail,
      href: `mailto:${contact.supportEmail}`,
    },
    { icon: MapPin, label: t("address"), text: contact.address, href: undefined },
  ].filter((way) => way.text !== "");
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr_auto]">
      <header className="border-b-4 border-b-brand bg-surface">
        <div className="mx-auto flex max-w-2xl px-4 py-4">
          <BrandMark name={name} />
        </div>
      </header>
      <main className="mx-auto w-full max-w-2xl px-4 py-8">
        <h1 className="text-2xl font-semibold tracking-tight">{t("title", { name })}</h1>
        <p className="mt-2 text-base text-muted">{t("text", { name })}</p>
        <Card className="mt-6 p-5">
          <h2 className="text-base font-semibold">{t("contact")}</h2>
          {ways.length === 0 ? (
            <p className="mt-2 text-muted">{t("noContact")}</p>
          ) : (
            <ul className="mt-3 space-y-3">
              {ways.map(({ icon: Icon, label, text, href }) => (
                <li key={label} className="flex items-start gap-3">
                  <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-brand-text" />
                  <span className="min-w-0">
                    <span className="block text-muted">{label}</span>
                    {href ? (
                      <a
                        href={href}
                        className="text-base font-medium break-words text-brand-text underline underline-offset-4"
                      >
                        {text}
                      </a>
                    ) : (
                      <span className="text-base break-words">{text}</span>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </main>
      <footer className="mx-auto w-full max-w-2xl px-4 py-6 text-muted">
        {contact.legalName && <p>{contact.legalName}</p>}
        {face.opens === "staff" && (
          <p className="mt-1">
            <a href="/sign-in" className="underline underline-offset-4">
              {t("staff")}
            </a>
          </p>
        )}
      </footer>
    </div>
  );
}
