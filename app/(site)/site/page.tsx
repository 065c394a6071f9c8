import { ArrowUpRight, FileCheck2, Fence, Palette } from "lucide-react";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { BrandMark } from "@/app/_ui/patterns/brand-mark";
import { Card } from "@/app/_ui/primitives/card";
import { brandFor } from "@/tenants/defaults";
import { themeColour } from "@/tenants/theme";

const points = [
  { key: "apart", icon: Fence },
  { key: "brand", icon: Palette },
  { key: "facts", icon: FileCheck2 },
] as const;

const demos = [
  { slug: "fibranet", name: "FibraNet" },
  { slug: "climasur", name: "ClimaSur" },
  { slug: "bytek", name: "BYTEK" },
] as const;

/** The root host: what Trama is, in a screen. */
export default async function SitePage() {
  const t = await getTranslations("site");
  const host = (await headers()).get("host") ?? "";
  // The demo companies live on a machine of one's own; a public installation does not advertise them.
  const local = host.split(":")[0] === "localhost";
  return (
    <div className="mx-auto max-w-4xl px-4 py-8 sm:py-14">
      <header>
        <BrandMark name="Trama" />
      </header>
      <main>
        <h1 className="mt-10 max-w-2xl text-3xl font-semibold tracking-tight sm:text-4xl">
          {t("title")}
        </h1>
        <p className="mt-4 max-w-2xl text-base text-muted sm:text-lg">{t("text")}</p>
        <ul className="mt-10 grid gap-4 sm:grid-cols-3">
          {points.map(({ key, icon: Icon }) => (
            <li key={key}>
              <Card className="h-full p-5">
                <Icon aria-hidden className="size-5 text-brand-text" />
                <h2 className="mt-3 text-base font-semibold">{t(`points.${key}.title`)}</h2>
                <p className="mt-1 text-muted">{t(`points.${key}.text`)}</p>
              </Card>
            </li>
          ))}
        </ul>
        {local && (
          <section className="mt-12">
            <h2 className="text-lg font-semibold">{t("demos")}</h2>
            <p className="mt-1 text-muted">{t("demosText")}</p>
            <ul className="mt-4 grid gap-3 sm:grid-cols-3">
              {demos.map(({ slug, name }) => (
                <li key={slug}>
                  <a
                    href={`//${slug}.${host}`}
                    className="flex h-full items-start gap-3 rounded-card border border-subtle bg-surface p-4 hover:bg-raised"
                  >
                    <span
                      aria-hidden
                      className="mt-1 size-3 shrink-0 rounded-full"
                      style={{ background: themeColour(brandFor(slug, name)) }}
                    />
                    <span className="min-w-0 flex-1">
                      <span className="block font-medium">{name}</span>
                      <span className="block text-muted">{t(`demo.${slug}`)}</span>
                    </span>
                    <ArrowUpRight aria-hidden className="size-4 shrink-0 text-muted" />
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </div>
  );
}
