"use client";

import { useQuery } from "@tanstack/react-query";
import { Globe, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { AddDomain } from "./add-domain";
import { DomainCard } from "./domain-card";

/** The tenant's own hosts and what is still missing for each. */
export function DomainList() {
  const t = useTranslations("domains");
  const domains = useQuery(useTRPC().tenants.listDomains.queryOptions());
  const [adding, setAdding] = useState(false);
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} action={add} />
      <QueryView query={domains}>
        {(list) =>
          list.length === 0 ? (
            <Card>
              <EmptyState icon={Globe} title={t("empty")}>
                {t("emptyText")}
              </EmptyState>
            </Card>
          ) : (
            <ul className="space-y-4">
              {list.map((domain) => (
                <li key={domain.id}>
                  <DomainCard domain={domain} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <AddDomain open={adding} onOpenChange={setAdding} />
    </>
  );
}
