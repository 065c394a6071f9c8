"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { RecordTabs } from "@/app/_ui/patterns/record/record-tabs";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import type { ServiceDto, ServiceHistory } from "@/server/modules/subscriptions/schema";
import { StateBadge } from "../../_components/service-badges";
import { ChangeList } from "./change-list";
import { ChargeList } from "./charge-list";
import { EnforcementLog } from "./enforcement-log";
import { HoldList } from "./hold-list";
import { NetworkPanel } from "./network-panel";
import { ServiceActions } from "./service-actions";
import { ServiceFacts } from "./service-facts";
import { TermList } from "./term-list";
import { TwoStates } from "./two-states";

/** One service: how it stands with the customer, how it is in the network, and what to do next. */
export function ServiceRecord({ serviceId }: { serviceId: string }) {
  const t = useTranslations("services");
  const api = useTRPC();
  const service = useQuery({
    ...api.services.get.queryOptions({ serviceId }),
    // Until the network is what it should be somebody looks on.
    refetchInterval: ({ state: { data } }) =>
      data && data.desired !== data.observed ? 4_000 : false,
  });
  const history = useQuery({
    ...api.services.history.queryOptions({ serviceId }),
    refetchInterval: () =>
      service.data && service.data.desired !== service.data.observed ? 4_000 : false,
  });
  return (
    <QueryView query={service}>
      {(found) => (
        <RecordPage
          back={{ href: "/services", label: t("title") }}
          title={found.label ? `${found.itemName} · ${found.label}` : found.itemName}
          description={
            <>
              #{found.number} ·{" "}
              <Link href={`/customers/${found.customerId}`} className="underline">
                {found.customerName}
              </Link>
            </>
          }
          status={<StateBadge state={found.state} />}
          action={<ServiceActions service={found} />}
          facts={
            <>
              <TwoStates service={found} commands={history.data?.commands ?? []} />
              <NetworkPanel service={found} commands={history.data?.commands ?? []} />
              <ServiceFacts service={found} />
            </>
          }
          timeline={<ActivityTimeline entity={{ type: "service", id: serviceId }} />}
        >
          <QueryView query={history}>
            {(known) => <Sections service={found} history={known} />}
          </QueryView>
        </RecordPage>
      )}
    </QueryView>
  );
}

function Sections({ service, history }: { service: ServiceDto; history: ServiceHistory }) {
  const t = useTranslations("services");
  const { holds, charges, changes, commands, terms } = history;
  const waiting = changes.filter(({ status }) => status === "waiting").length;
  return (
    <RecordTabs
      label={t("sectionsLabel")}
      tabs={[
        { key: "holds", label: t("holds"), content: <HoldList holds={holds} /> },
        {
          key: "charges",
          label: t("charges"),
          count: charges.filter(({ status }) => status === "open").length,
          content: <ChargeList service={service} charges={charges} />,
        },
        {
          key: "changes",
          label: t("changes"),
          count: waiting,
          content: <ChangeList changes={changes} />,
        },
        { key: "log", label: t("log"), content: <EnforcementLog commands={commands} /> },
        { key: "terms", label: t("terms"), content: <TermList terms={terms} service={service} /> },
      ]}
    />
  );
}
