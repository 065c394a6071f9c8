"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Notice } from "@/app/_ui/primitives/notice";
import { AccountCard } from "./account-card";
import { ConnectionCard } from "./connection-card";
import { GatewaysSection } from "./gateways-section";
import { WhatsappSection } from "./whatsapp-section";

/** What the company is connected to, and how each connection does. */
export function Integrations() {
  const t = useTranslations();
  const api = useTRPC();
  const refetch = { refetchInterval: 30_000 };
  const connections = useQuery(api.integrations.connections.queryOptions(undefined, refetch));
  const accounts = useQuery(api.integrations.list.queryOptions(undefined, refetch));
  const gateways = useQuery(api.payments.listGateways.queryOptions());
  // What has a section of its own is not told a second time, in other words.
  const others = accounts.data?.filter(
    ({ id, vendor }) => vendor !== "whatsapp" && !gateways.data?.some((one) => one.id === id),
  );
  return (
    <>
      <PageHeader
        title={t("settings.pages.integrations.title")}
        description={t("integrations.description")}
      />
      <QueryView query={connections}>
        {(list) => (
          <ul className="grid gap-3 xl:grid-cols-2">
            {list.map((connection) => (
              <ConnectionCard key={connection.kind} connection={connection} />
            ))}
          </ul>
        )}
      </QueryView>
      <GatewaysSection />
      <WhatsappSection />
      {others && others.length > 0 && (
        <section className="mt-6" aria-label={t("integrations.accounts")}>
          <h2 className="mb-3 text-base font-semibold">{t("integrations.accounts")}</h2>
          <ul className="grid gap-3 xl:grid-cols-2">
            {others.map((account) => (
              <AccountCard key={account.id} account={account} />
            ))}
          </ul>
        </section>
      )}
      {accounts.data?.length === 0 && (
        <Notice tone="info" className="mt-6">
          {t("integrations.later")}
        </Notice>
      )}
    </>
  );
}
