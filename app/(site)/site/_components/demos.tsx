import { ArrowUpRight } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { brandFor } from "@/tenants/defaults";
import { themeColour } from "@/tenants/theme";

const demos = [
  { slug: "fibranet", name: "FibraNet" },
  { slug: "climasur", name: "ClimaSur" },
  { slug: "bytek", name: "BYTEK" },
] as const;

/** The companies of the demo, each in its own colours. */
export async function Demos({ host }: { host: string }) {
  const t = await getTranslations("site");
  return (
    <section className="mx-auto w-full max-w-5xl px-4 py-14 sm:px-6">
      <h2 className="text-2xl font-semibold tracking-tight">{t("demos")}</h2>
      <p className="mt-2 text-base text-muted">{t("demosText")}</p>
      <ul className="mt-6 grid gap-3 sm:grid-cols-3">
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
  );
}
