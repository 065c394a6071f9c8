import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { caller, orLeave } from "@/app/_trpc/server";
import { minorDigits } from "@/app/_ui/money/money-locale";
import { OwnProofForm } from "../../../_components/own-proof-form";
import { portalFormat } from "../../../_components/portal-money";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal.proofs"))("send") };
}

type Params = Promise<{ invoice?: string }>;

/** A transfer that was made, with its picture, for a person to look at. */
export default async function NewProofPage({ searchParams }: { searchParams: Params }) {
  const { invoice: asked } = await searchParams;
  const [t, face, format, desk] = await Promise.all([
    getTranslations("portal.proofs"),
    currentFace(),
    portalFormat(),
    orLeave(async () => (await caller()).portal.openForProof()),
  ]);
  const named = desk.invoices.find(({ id }) => id === asked);
  const currency = named?.currency ?? desk.invoices[0]?.currency ?? desk.currency;
  const shown = desk.invoices.filter((invoice) => invoice.currency === currency);
  const digits = minorDigits(currency);
  return (
    <div className="space-y-5">
      <a
        href={portalPath(face.opens, "/proofs")}
        className="inline-flex min-h-6 items-center gap-1.5 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("title")}
      </a>
      <div>
        <h1 className="text-2xl font-semibold tracking-tight">{t("send")}</h1>
        <p className="mt-1 text-muted">{t("text")}</p>
      </div>
      <OwnProofForm
        currency={currency}
        today={desk.today}
        invoices={shown.map(({ id, number, openMinor }) => ({
          ...{ id, number, openMinor },
          open: format.money(openMinor, currency),
        }))}
        {...(named && {
          chosen: [named.id],
          amount: (named.openMinor / 10 ** digits).toFixed(digits),
        })}
      />
    </div>
  );
}
