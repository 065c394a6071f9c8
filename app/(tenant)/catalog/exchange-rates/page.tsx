import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { ExchangeRates } from "./_components/exchange-rates";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalog"))("exchangeRates") };
}

export default function Page() {
  return (
    <Prefetch queries={[api.catalog.listFxRates.queryOptions({})]}>
      <ExchangeRates />
    </Prefetch>
  );
}
