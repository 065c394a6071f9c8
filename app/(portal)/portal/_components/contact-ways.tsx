import { Mail, MapPin, Phone } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { caller, orLeave } from "@/app/_trpc/server";
import { Card } from "@/app/_ui/primitives/card";

/** How customers reach the company: what it chose to publish. No script is needed. */
export async function ContactWays() {
  const t = await getTranslations("portal");
  const contact = await orLeave(async () => (await caller()).tenants.contact());
  const phone = `tel:${contact.phone.replace(/[^\d+]/g, "")}`;
  const mail = `mailto:${contact.supportEmail}`;
  const ways = [
    { icon: Phone, label: t("phone"), text: contact.phone, href: phone },
    { icon: Mail, label: t("email"), text: contact.supportEmail, href: mail },
    { icon: MapPin, label: t("address"), text: contact.address, href: undefined },
  ].filter((way) => way.text !== "");
  return (
    <Card className="p-5">
      <h2 className="text-base font-semibold">{t("contact")}</h2>
      {ways.length === 0 && <p className="mt-2 text-muted">{t("noContact")}</p>}
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
    </Card>
  );
}
