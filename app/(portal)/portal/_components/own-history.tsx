import { getFormatter, getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { caller, orLeave } from "@/app/_trpc/server";
import { Card } from "@/app/_ui/primitives/card";
import type { HistoryPage } from "@/server/modules/portal/self/schema";
import { portalFormat } from "./portal-money";

/** Shown on the home page; the whole story has a page of its own. */
const FEW = 5;

/** The last things that happened to the account, in plain words. Nothing before the first of them. */
export async function OwnHistory() {
  const [t, face, page] = await Promise.all([
    getTranslations("portal.history"),
    currentFace(),
    orLeave(async () => (await caller()).portal.history({})),
  ]);
  if (page.items.length === 0) return null;
  return (
    <Card className="space-y-4 p-5" aria-labelledby="history">
      <h2 id="history" className="text-base font-semibold">
        {t("title")}
      </h2>
      <HistoryList items={page.items.slice(0, FEW)} />
      {page.items.length > FEW && (
        <a
          href={portalPath(face.opens, "/history")}
          className="inline-flex min-h-6 items-center text-brand-text underline underline-offset-4"
        >
          {t("all")}
        </a>
      )}
    </Card>
  );
}

/** The story, newest first. */
export async function HistoryList({ items }: { items: HistoryPage["items"] }) {
  const [t, format, dates] = await Promise.all([
    getTranslations("portal.history"),
    portalFormat(),
    getFormatter(),
  ]);
  return (
    <ol className="space-y-3">
      {items.map(({ id, at, kind, name, amountMinor, currency, onDay }) => (
        <li key={id}>
          <p className="break-words">
            {t(`kinds.${kind}`, {
              name,
              amount: amountMinor !== null && currency ? format.money(amountMinor, currency) : "",
              day: onDay ? format.day(onDay) : "",
            })}
          </p>
          <p className="text-[0.8125rem] text-muted">
            <time dateTime={at}>
              {dates.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" })}
            </time>
          </p>
        </li>
      ))}
    </ol>
  );
}
