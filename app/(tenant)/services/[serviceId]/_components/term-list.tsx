"use client";

import { useTranslations } from "next-intl";
import { Money } from "@/app/_ui/patterns/money";
import { toMinor } from "@/server/kernel/money";
import type { ServiceDto, ServiceHistory } from "@/server/modules/subscriptions/schema";
import { useDayText } from "../../_components/use-service-columns";

/** What the service was, is and will be, the latest first. */
export function TermList({
  terms,
  service,
}: Pick<ServiceHistory, "terms"> & { service: ServiceDto }) {
  const t = useTranslations("services");
  const day = useDayText();
  return (
    <ul className="divide-y divide-(--border)">
      {terms.map((term) => (
        <li key={term.id} className="flex flex-wrap justify-between gap-2 py-2.5">
          <span>
            <span className="text-muted">
              {t("from")} {day(term.startsOn)}
            </span>{" "}
            · <span className="font-medium">{term.itemName}</span>
            {Number(term.quantity) !== 1 && ` × ${term.quantity}`}
          </span>
          {term.ownPrice !== null && (
            <Money minor={toMinor(term.ownPrice, service.currency)} currency={service.currency} />
          )}
        </li>
      ))}
    </ul>
  );
}
