"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Store } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { UsageMeter } from "@/app/_ui/patterns/usage-meter";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { ChildTenantsDto } from "@/server/modules/tenants/schema";
import { ChildCard } from "./child-card";
import { CreateChild } from "./create-child";

type Rights = { mayManage: boolean; mayEnter: boolean };

/** The companies that a reseller opened, what they use, and what is left to give. */
export function ChildrenBoard({ mayManage, mayEnter }: Rights) {
  const t = useTranslations("children");
  const children = useQuery(useTRPC().tenants.listChildTenants.queryOptions());
  const [creating, setCreating] = useState(false);
  const create = mayManage && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t("create")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} action={create} />
      <QueryView query={children}>
        {({ items, totals }) =>
          items.length === 0 ? (
            <Card>
              <EmptyState icon={Store} title={t("empty")}>
                {t("emptyText")}
              </EmptyState>
            </Card>
          ) : (
            <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
              <ul className="space-y-4">
                {items.map((child) => (
                  <ChildCard
                    key={child.id}
                    child={child}
                    mayManage={mayManage}
                    mayEnter={mayEnter}
                  />
                ))}
              </ul>
              <Given totals={totals} />
            </div>
          )
        }
      </QueryView>
      {creating && <CreateChild onClose={() => setCreating(false)} />}
    </>
  );
}

/** How much of one's own has been given away. */
function Given({ totals }: Pick<ChildTenantsDto, "totals">) {
  const t = useTranslations("children");
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-base font-semibold">{t("given")}</h2>
      <p className="mt-1 mb-4 text-[0.8125rem] text-muted">{t("givenText")}</p>
      <div className="space-y-4">
        {totals
          .filter(({ own, given }) => own !== null || given > 0)
          .map(({ resource, given, own }) => (
            <UsageMeter
              key={resource}
              usage={{
                ...{ resource, period: "", used: given, maximum: own, source: null },
                percent: own ? Math.floor((given * 100) / own) : null,
              }}
            />
          ))}
      </div>
    </Card>
  );
}
