"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Money } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import type { StaffCardsDto } from "@/server/modules/payments/cards/schema";
import { CardRow } from "./card-row";
import { useDayText } from "./overview-panel";

/** A customer's kept cards, automatic payment with its next charges, what was tried and what was agreed to. */
export function CardsPanel({ customerId }: { customerId: string }) {
  const t = useTranslations("customer.cards");
  const api = useTRPC();
  const cards = useQuery(api.payments.listCards.queryOptions({ customerId }));
  return (
    <QueryView query={cards}>
      {(found) => (
        <div className="space-y-5">
          {found.cards.length === 0 ? (
            <p className="text-muted">{t("none")}</p>
          ) : (
            <ul className="divide-y divide-(--border)">
              {found.cards.map((card) => (
                <CardRow key={card.id} card={card} found={found} customerId={customerId} />
              ))}
            </ul>
          )}
          <Planned autopay={found.autopay} />
          <Tries tries={found.tries} />
          <Mandates mandates={found.mandates} />
        </div>
      )}
    </QueryView>
  );
}

const HEAD = "mb-1 text-sm font-semibold";
const ROW = "flex flex-wrap justify-between gap-x-4 py-2";

function Planned({ autopay }: Pick<StaffCardsDto, "autopay">) {
  const t = useTranslations("customer.cards");
  const dayText = useDayText();
  if (!autopay || autopay.planned.length === 0) return null;
  return (
    <section>
      <h3 className={HEAD}>{t("planned")}</h3>
      <ul className="divide-y divide-(--border)">
        {autopay.planned.map(({ invoiceId, number, onDay, why, openMinor, currency }) => (
          <li key={invoiceId} className={ROW}>
            <span>
              {number}
              <span className="block text-muted">
                {why ? t(`why.${why}`) : onDay && t("on", { day: dayText(onDay) })}
              </span>
            </span>
            <Money minor={openMinor} currency={currency} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const TONES: Readonly<Record<string, "ok" | "bad" | "info">> = {
  approved: "ok",
  rejected: "bad",
  unknown: "info",
  created: "info",
};

function Tries({ tries }: Pick<StaffCardsDto, "tries">) {
  const t = useTranslations("customer.cards");
  if (tries.length === 0) return null;
  return (
    <section>
      <h3 className={HEAD}>{t("tries")}</h3>
      <ul className="divide-y divide-(--border)">
        {tries.map((one) => (
          <li key={one.attemptId} className={ROW}>
            <span className="min-w-0 break-words">
              {t("tryOf", { number: one.invoiceNumber, count: one.tryNumber })}
              <span className="block text-muted">
                <When at={one.createdAt} /> {one.reason}
              </span>
            </span>
            <span className="flex items-center gap-2">
              <Badge tone={TONES[one.status] ?? "neutral"}>{t(`tryStatus.${one.status}`)}</Badge>
              <Money minor={one.amountMinor} currency={one.currency} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Mandates({ mandates }: Pick<StaffCardsDto, "mandates">) {
  const t = useTranslations("customer.cards");
  if (mandates.length === 0) return null;
  return (
    <details>
      <summary className="min-h-6 cursor-pointer font-medium">
        {t("mandates", { count: mandates.length })}
      </summary>
      <ul className="divide-y divide-(--border)">
        {mandates.map((one) => (
          <li key={`${one.kind} ${one.agreedAt}`} className="space-y-1 py-3">
            <p>«{one.wording}»</p>
            <p className="break-words text-muted">
              <When at={one.agreedAt} />{" "}
              {[t(one.channel === "staff" ? "byStaff" : "byPortal"), one.version, one.ip, one.note]
                .filter(Boolean)
                .join(" · ")}
            </p>
            {one.endedAt && (
              <p className="text-muted">
                {t("ended")} <When at={one.endedAt} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
