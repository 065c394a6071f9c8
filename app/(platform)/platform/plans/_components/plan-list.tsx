"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import type { PlanDto } from "@/server/modules/platform/schema";
import { PlanCard } from "./plan-card";
import { PlanForm } from "./plan-form";

/** What the platform sells, cheapest first; each can be changed in its place. */
export function PlanList() {
  const t = useTranslations("plans");
  const api = useTRPC();
  const plans = useQuery(api.platform.listPlans.queryOptions());
  const [open, setOpen] = useState<PlanDto | "new" | undefined>();
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("text")}
        action={
          <Button variant="primary" onClick={() => setOpen("new")}>
            <Plus aria-hidden />
            {t("create")}
          </Button>
        }
      />
      <QueryView query={plans}>
        {(list) => (
          <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
            {list.map((plan) => (
              <PlanCard key={plan.code} plan={plan} onEdit={() => setOpen(plan)} />
            ))}
          </ul>
        )}
      </QueryView>
      {open && (
        <Dialog
          open
          onOpenChange={(stays) => !stays && setOpen(undefined)}
          title={open === "new" ? t("create") : open.name}
        >
          <PlanForm plan={open === "new" ? undefined : open} onDone={() => setOpen(undefined)} />
        </Dialog>
      )}
    </>
  );
}
