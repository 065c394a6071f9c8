import { History } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { caller, orLeave } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { HistoryList } from "../../_components/own-history";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal.history"))("title") };
}

type HistoryPageProps = { searchParams: Promise<{ before?: string | string[] }> };

/** Everything that happened to the customer's account: billed, reminded, cut, paid, on again. */
export default async function PortalHistoryPage({ searchParams }: HistoryPageProps) {
  const { before } = await searchParams;
  const from = typeof before === "string" && /^[1-9]\d{0,14}$/.test(before) ? Number(before) : null;
  const [t, face, page] = await Promise.all([
    getTranslations("portal.history"),
    currentFace(),
    orLeave(async () => (await caller()).portal.history(from === null ? {} : { before: from })),
  ]);
  return (
    <div className="space-y-5">
      <h1 className="text-2xl font-semibold tracking-tight">{t("title")}</h1>
      <Card className="p-5">
        {page.items.length === 0 ? (
          <EmptyState icon={History} title={t("none")}>
            {t("noneText")}
          </EmptyState>
        ) : (
          <HistoryList items={page.items} />
        )}
      </Card>
      {page.nextBefore !== null && (
        <Button asChild>
          <a href={portalPath(face.opens, `/history?before=${page.nextBefore}`)}>{t("older")}</a>
        </Button>
      )}
    </div>
  );
}
