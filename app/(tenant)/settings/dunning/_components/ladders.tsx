"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Segments } from "@/app/_ui/patterns/segments";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { PolicyDto } from "@/server/modules/billing/dunning/schema";
import { Blackouts } from "./blackouts";
import { LadderEditor } from "./ladder-editor";
import { Exemptions, LadderUses } from "./ladder-uses";

const NEW = "new";

/** Every ladder of the company, one of them open, and the days on which nobody is cut. */
export function Ladders() {
  const t = useTranslations("dunning");
  const api = useTRPC();
  const may = useMay();
  const [shown, setShown] = useState<string>();
  const policies = useQuery(api.collections.listPolicies.queryOptions());
  const add = may("billingPolicy.manage") && (
    <Button variant="primary" onClick={() => setShown(NEW)}>
      <Plus aria-hidden />
      {t("new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} action={add} />
      <QueryView query={policies}>
        {(list) => {
          const open = list.find(({ id }) => id === shown) ?? list[0];
          return (
            <div className="space-y-6">
              <Choice policies={list} shown={shown === NEW ? NEW : open?.id} onChoose={setShown} />
              {shown === NEW ? (
                <LadderEditor key={NEW} onSaved={setShown} />
              ) : (
                open && <Opened policy={open} onSaved={setShown} />
              )}
              {shown !== NEW && open && <LadderUses key={open.id} policyId={open.id} />}
              <Exemptions />
              <Blackouts />
            </div>
          );
        }}
      </QueryView>
    </>
  );
}

function Choice({
  policies,
  shown,
  onChoose,
}: {
  policies: readonly PolicyDto[];
  shown: string | undefined;
  onChoose: (id: string) => void;
}) {
  const t = useTranslations("dunning");
  const options = [
    ...policies.map(({ id, name }) => ({ value: id, label: name })),
    ...(shown === NEW ? [{ value: NEW, label: t("new") }] : []),
  ];
  if (options.length < 2) return null;
  return <Segments label={t("title")} value={shown ?? ""} options={options} onChoose={onChoose} />;
}

function Opened({
  policy,
  onSaved,
}: {
  policy: PolicyDto;
  onSaved: (id: string | undefined) => void;
}) {
  const t = useTranslations("dunning");
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-muted">
        {policy.isDefault && <Badge tone="info">{t("everybody")}</Badge>}
        {t("uses", { customers: policy.customers, items: policy.items })}
      </p>
      <LadderEditor key={policy.id} policy={policy} onSaved={onSaved} />
    </>
  );
}
