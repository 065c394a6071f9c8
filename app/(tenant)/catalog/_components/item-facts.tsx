"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { useMay } from "@/app/_ui/shell/person";
import type { ItemDto } from "@/server/modules/catalog/schema";
import { PlanLadder } from "../../collections/_components/ladder-facts";
import { PriceText } from "./price-text";
import { useSpeed } from "./use-speed";

/** What is known of an item; what does not belong to its kind is left out. */
export function ItemFacts({ item }: { item: ItemDto }) {
  const t = useTranslations("catalog");
  const mayManage = useMay()("catalog.manage");
  const { cost, costCurrency, marginFloor } = item;
  return (
    <Facts>
      <Fact label={t("price")}>{item.price && <PriceText {...item.price} />}</Fact>
      <Fact label={t("tax")}>
        {item.taxRate === null ? item.taxCode : `${item.taxCode} ${item.taxRate} %`}
      </Fact>
      <Fact label={t("category")}>{item.category}</Fact>
      <Fact label={t("unit")}>{item.unitName}</Fact>
      {item.kind === "subscription" && <PlanFacts item={item} />}
      {item.parts.length > 0 && (
        <Fact label={t("parts")}>
          {item.parts.map(({ itemId, quantity, name }) => (
            <Link key={itemId} href={`/catalog/${itemId}`} className="block hover:underline">
              {quantity} × {name}
            </Link>
          ))}
        </Fact>
      )}
      {mayManage && (
        <Fact label={t("cost")}>
          {cost !== null && costCurrency !== null ? (
            <>
              <PriceText amount={cost} currency={costCurrency} />
              {marginFloor !== null && ` · ${t("floorOf", { percent: marginFloor })}`}
            </>
          ) : null}
        </Fact>
      )}
      <Fact label={t("descriptionLabel")}>{item.description}</Fact>
    </Facts>
  );
}

function PlanFacts({ item }: { item: ItemDto }) {
  const t = useTranslations("catalog");
  const speed = useSpeed();
  const may = useMay();
  const { network } = item;
  return (
    <>
      {network && (
        <Fact label={t("speedLabel")}>
          {[
            speed(network),
            network.contention > 1 && `1:${network.contention}`,
            network.capGb !== null && t("capOf", { gb: network.capGb }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </Fact>
      )}
      <Fact label={t("billingMode")}>
        {[
          t(`mode.${item.billingMode}`),
          t("every", { months: item.intervalMonths }),
          item.anchorDay !== null && t("onDay", { day: item.anchorDay }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Fact>
      <Fact label={t("commitment")}>
        {item.commitmentMonths > 0 ? t("months", { months: item.commitmentMonths }) : null}
      </Fact>
      <Fact label={t("enforcement")}>{t(`enforce.${item.enforcementKind}`)}</Fact>
      <Fact label={t("services")}>{String(item.services)}</Fact>
      {may("collection.read") && <PlanLadder item={item} />}
    </>
  );
}
