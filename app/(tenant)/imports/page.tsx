import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Card } from "@/app/_ui/primitives/card";
import { IMPORT_KINDS } from "@/server/modules/imports/rules/fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("import.move"))("title") };
}

/** What can be brought over, in the order in which it makes sense. */
export default async function ImportsPage() {
  const t = await getTranslations("import");
  return (
    <>
      <PageHeader title={t("move.title")} description={t("move.text")} />
      <ol className="grid max-w-4xl gap-3 sm:grid-cols-2">
        {IMPORT_KINDS.map((kind, place) => (
          <li key={kind}>
            <Card className="h-full p-4">
              <h2 className="font-semibold">
                <span className="me-2 tabular-nums text-muted">{place + 1}</span>
                <Link href={`/imports/${kind}`} className="underline-offset-4 hover:underline">
                  {t(`kinds.${kind}.title`)}
                </Link>
              </h2>
              <p className="mt-1 text-muted">{t(`kinds.${kind}.text`)}</p>
            </Card>
          </li>
        ))}
      </ol>
    </>
  );
}
