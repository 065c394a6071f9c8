"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { CommandDto } from "@/server/modules/subscriptions/enforcement/schema";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";
import { ProofView } from "../../../network/_components/proof-view";
import { AccessFacts } from "./access-facts";
import { PlaceDialog } from "./place-dialog";

type NetworkPanelProps = { service: ServiceDto; commands: readonly CommandDto[] };

/** Where the service is on the network, what was last seen of it there, and the last proof, row by row. */
export function NetworkPanel({ service, commands }: NetworkPanelProps) {
  const may = useMay();
  const api = useTRPC();
  const routers = useQuery({
    ...api.network.listRouters.queryOptions(),
    enabled: may("router.read"),
  });
  if (!may("router.read") || !routers.data || routers.data.length === 0) return null;
  return service.enforcementKind === "routeros" ? (
    <OnRouter service={service} commands={commands} />
  ) : (
    <OnNone service={service} />
  );
}

function OnRouter({ service, commands }: NetworkPanelProps) {
  const t = useTranslations("network.place");
  const access = useQuery(
    useTRPC().network.getAccess.queryOptions(
      { serviceId: service.id },
      { refetchInterval: 15_000, retry: false },
    ),
  );
  const [changing, setChanging] = useState(false);
  const may = useMay();
  const proof = commands.find(({ status, proof: seen }) => status === "proven" && seen)?.proof;
  return (
    <Facts
      title={t("title")}
      action={
        may("router.manage") &&
        access.data && (
          <Button size="sm" onClick={() => setChanging(true)}>
            {t("change")}
          </Button>
        )
      }
    >
      <QueryView query={access}>{(found) => <AccessFacts access={found} />}</QueryView>
      {proof && (
        <Fact label={t("lastProof")}>
          <ProofView proof={proof} />
        </Fact>
      )}
      {changing && (
        <PlaceDialog service={service} access={access.data} onClose={() => setChanging(false)} />
      )}
    </Facts>
  );
}

function OnNone({ service }: { service: ServiceDto }) {
  const t = useTranslations("network.place");
  const may = useMay();
  const [putting, setPutting] = useState(false);
  if (!may("router.manage") || service.state === "terminated" || service.state === "cancelled")
    return null;
  return (
    <Facts
      title={t("title")}
      action={
        <Button size="sm" onClick={() => setPutting(true)}>
          {t("put")}
        </Button>
      }
    >
      <Fact label={t("online")}>{t("none")}</Fact>
      {putting && (
        <PlaceDialog service={service} access={undefined} onClose={() => setPutting(false)} />
      )}
    </Facts>
  );
}
