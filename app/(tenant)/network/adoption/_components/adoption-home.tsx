"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Network } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Segments } from "@/app/_ui/patterns/segments";
import { Card } from "@/app/_ui/primitives/card";
import { RouterRows } from "./router-rows";

/** What routers hold that is of no service: the address names the router, else it is the first. */
export function AdoptionHome() {
  const t = useTranslations("network");
  const routers = useQuery(useTRPC().network.listRouters.queryOptions());
  const named = useSearchParams().get("router");
  const [chosen, setChosen] = useState(named);
  return (
    <>
      <Link
        href={chosen ? `/network?router=${chosen}` : "/network"}
        className="mb-3 inline-flex items-center gap-1.5 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t(chosen ? "router" : "back")}
      </Link>
      <PageHeader title={t("adoption.title")} description={t("adoption.description")} />
      <QueryView query={routers}>
        {(list) => {
          const router = list.find(({ id }) => id === chosen) ?? list[0];
          if (!router)
            return (
              <Card>
                <EmptyState icon={Network} title={t("adoption.noRouters")} />
              </Card>
            );
          return (
            <>
              {list.length > 1 && (
                <Segments
                  label={t("adoption.router")}
                  value={router.id}
                  options={list.map(({ id, name }) => ({ value: id, label: name }))}
                  onChoose={setChosen}
                />
              )}
              <RouterRows key={router.id} routerId={router.id} />
            </>
          );
        }}
      </QueryView>
    </>
  );
}
