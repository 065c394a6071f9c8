"use client";

import { useQuery } from "@tanstack/react-query";
import { Pencil, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { IconButton } from "@/app/_ui/patterns/icon-button";
import { Fact } from "@/app/_ui/patterns/record/facts";
import { Badge } from "@/app/_ui/primitives/badge";
import { Skeleton } from "@/app/_ui/primitives/skeleton";
import { useMay } from "@/app/_ui/shell/person";
import { LadderDialog, type LadderTarget } from "./ladder-dialog";
import { RunLadderFor } from "./run-ladder-for";

type Customer = { id: string; name: string };

/** Which ladders a customer's debts follow, and why; changed where it stands. */
export function CustomerLadder({ customer }: { customer: Customer }) {
  const t = useTranslations("dunning.assign");
  const api = useTRPC();
  const found = useQuery(api.collections.explainLadder.queryOptions({ customerId: customer.id }));
  if (!found.data)
    return <Fact label={t("ladder")}>{found.isPending && <Skeleton className="h-5 w-32" />}</Fact>;
  const { exempt, ownPolicyId, ladders } = found.data;
  return (
    <LadderFact
      target={{ customerId: customer.id }}
      name={customer.name}
      policyId={ownPolicyId}
      more={<RunNow customer={customer} />}
    >
      {exempt ? (
        <Badge tone="info">{t("exempt")}</Badge>
      ) : (
        ladders.map(({ policyId, policyName, why, services }) => (
          <Why key={`${policyId} ${why}`} name={policyName}>
            {t(`why.${why}`, { services: [...new Set(services)].join(", ") })}
          </Why>
        ))
      )}
    </LadderFact>
  );
}

function RunNow({ customer }: { customer: Customer }) {
  const t = useTranslations("dunning.run");
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may("collection.manage")) return null;
  return (
    <>
      <IconButton icon={Play} label={t("one")} onClick={() => setOpen(true)} />
      {open && <RunLadderFor customer={customer} onClose={() => setOpen(false)} />}
    </>
  );
}

type Plan = { id: string; name: string; dunningPolicyId: string | null };

/** Which ladder those follow who have this plan. */
export function PlanLadder({ item }: { item: Plan }) {
  const t = useTranslations("dunning.assign");
  const api = useTRPC();
  const policies = useQuery(api.collections.listPolicies.queryOptions());
  const own = policies.data?.find(({ id }) => id === item.dunningPolicyId);
  const shown = own ?? policies.data?.find(({ isDefault }) => isDefault);
  return (
    <LadderFact target={{ itemId: item.id }} name={item.name} policyId={item.dunningPolicyId}>
      {shown ? (
        <Why name={shown.name}>{t(own ? "planOwn" : "planCompany")}</Why>
      ) : (
        policies.isPending && <Skeleton className="h-5 w-32" />
      )}
    </LadderFact>
  );
}

function Why({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className="block">
      {name}
      <span className="block text-[0.8125rem] text-muted">{children}</span>
    </span>
  );
}

type LadderFactProps = {
  target: LadderTarget;
  name: string;
  policyId: string | null;
  children: ReactNode;
  /** What else may be done there. */
  more?: ReactNode;
};

function LadderFact({ target, name, policyId, children, more }: LadderFactProps) {
  const t = useTranslations("dunning.assign");
  const may = useMay();
  const [open, setOpen] = useState(false);
  return (
    <Fact label={t("ladder")}>
      <span className="flex items-start gap-1">
        <span className="min-w-0 space-y-1">{children}</span>
        {may("billingPolicy.manage") && (
          <IconButton icon={Pencil} label={t("change")} onClick={() => setOpen(true)} />
        )}
        {more}
      </span>
      {open && <LadderDialog {...{ target, name, policyId }} onClose={() => setOpen(false)} />}
    </Fact>
  );
}
