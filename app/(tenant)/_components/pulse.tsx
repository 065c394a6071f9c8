"use client";

import { useQueries } from "@tanstack/react-query";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Money } from "@/app/_ui/patterns/money";
import { useMay } from "@/app/_ui/shell/person";
import {
  MONEY_PERMISSION,
  MONEY_TILES,
  pulseQuery,
  SERVICE_PERMISSION,
  SERVICE_TILES,
} from "./pulse-queries";

/** How the company is now: what is owed and who is on or suspended; each number leads to its list. Nothing while there is nothing. */
export function Pulse() {
  const [t, locale, api, may] = [useTranslations("home"), useLocale(), useTRPC(), useMay()];
  const sums = useQueries({
    queries: MONEY_TILES.map((tile) => ({
      ...api.billing.sumInvoices.queryOptions(pulseQuery(tile)),
      enabled: may(MONEY_PERMISSION),
    })),
  });
  const counts = useQueries({
    queries: SERVICE_TILES.map((tile) => ({
      ...api.services.count.queryOptions(pulseQuery(tile)),
      enabled: may(SERVICE_PERMISSION),
    })),
  });
  const money = MONEY_TILES.flatMap((tile, place) => {
    const totals = sums[place]?.data ?? [];
    return totals.length > 0 ? [{ ...tile, totals }] : [];
  });
  const services = SERVICE_TILES.flatMap((tile, place) => {
    const { count = 0, estimated = false } = counts[place]?.data ?? {};
    return count > 0 ? [{ ...tile, count, estimated }] : [];
  });
  if (money.length + services.length === 0) return null;
  return (
    <ul
      aria-label={t("pulse.title")}
      className="grid grid-cols-2 gap-2 sm:grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))]"
    >
      {money.map(({ totals, ...tile }) => (
        <Tile key={tile.key} label={t(`pulse.${tile.key}`)} tile={tile}>
          {totals.map(({ currency, openMinor }) => (
            <Money key={currency} minor={openMinor} currency={currency} className="block" />
          ))}
        </Tile>
      ))}
      {services.map(({ count, estimated, ...tile }) => (
        <Tile key={tile.key} label={t(`pulse.${tile.key}`)} tile={tile}>
          {estimated && "≈ "}
          {new Intl.NumberFormat(locale).format(count)}
        </Tile>
      ))}
    </ul>
  );
}

type TileProps = { label: string; tile: { href: string; filters: string }; children: ReactNode };

function Tile({ label, tile: { href, filters }, children }: TileProps) {
  return (
    <li>
      <Link
        href={`${href}?${filters}`}
        className="flex h-full flex-col justify-between rounded-card border border-subtle bg-surface px-3 py-row shadow-low hover:bg-raised"
      >
        <span className="text-[0.8125rem] text-muted">{label}</span>
        <span className="text-base font-semibold tabular-nums">{children}</span>
      </Link>
    </li>
  );
}
