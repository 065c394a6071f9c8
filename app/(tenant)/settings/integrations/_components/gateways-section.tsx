"use client";

import { useQuery } from "@tanstack/react-query";
import { CreditCard } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { GatewayDto } from "@/server/modules/payments/gateways/gateway-schema";
import { GatewayAccount } from "./gateway-account";
import { GatewayForm } from "./gateway-form";
import { LeaveButton, LeaveReturn } from "./seller-leave";

/** The company's own accounts with gateways, on which its customers pay: connecting one, its health, what waits. */
export function GatewaysSection() {
  const t = useTranslations("integrations.gateways");
  const may = useMay();
  const gateways = useQuery(
    useTRPC().payments.listGateways.queryOptions(undefined, { refetchInterval: 15_000 }),
  );
  const [form, setForm] = useState<GatewayDto | "new">();
  if (!gateways.data) return null;
  return (
    <section className="mt-6" aria-labelledby="gateways">
      <Card className="space-y-4 p-4">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className="min-w-0">
            <h2 id="gateways" className="flex items-center gap-2 font-semibold">
              <CreditCard aria-hidden className="size-4.5 text-muted" />
              {t("title")}
            </h2>
            <p className="mt-1 text-muted">{t("text")}</p>
          </div>
          {may("integration.manage") && (
            <span className="flex flex-wrap gap-2">
              <LeaveButton />
              <Button
                variant={gateways.data.length === 0 ? "primary" : "secondary"}
                onClick={() => setForm("new")}
              >
                {t("connect")}
              </Button>
            </span>
          )}
        </div>
        <LeaveReturn />
        {gateways.data.map((gateway) => (
          <GatewayAccount key={gateway.id} gateway={gateway} onEdit={() => setForm(gateway)} />
        ))}
      </Card>
      {form && (
        <GatewayForm
          gateway={form === "new" ? undefined : form}
          onClose={() => setForm(undefined)}
        />
      )}
    </section>
  );
}
