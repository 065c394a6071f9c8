"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { HeldCommandDto } from "@/server/panic/schema";

/** What the switches held back: each is released or dropped by choice. */
export function HeldCommands() {
  const t = useTranslations();
  const api = useTRPC();
  const cache = useQueryClient();
  const held = useQuery(api.panic.listHeld.queryOptions({}));
  const onSuccess = () => cache.invalidateQueries(api.panic.pathFilter());
  const release = useMutation(api.panic.releaseHeld.mutationOptions({ onSuccess }));
  const drop = useMutation(api.panic.dropHeld.mutationOptions({ onSuccess }));
  const [asked, setAsked] = useState<{ command: HeldCommandDto; how: "release" | "drop" }>();
  if (!held.data || held.data.length === 0) return null;
  return (
    <section className="mt-8">
      <h2 className="mb-3 text-base font-semibold">{t("panic.heldTitle")}</h2>
      <Card>
        <PlainTable
          caption={t("panic.heldTitle")}
          rows={held.data}
          rowKey={(command) => command.id}
          empty={null}
          columns={[
            { key: "summary", label: t("panic.command"), cell: (command) => command.summary },
            {
              key: "at",
              label: t("panic.heldAt"),
              wide: true,
              cell: ({ heldAt }) => <When at={heldAt} short />,
            },
            {
              key: "actions",
              label: <span className="sr-only">{t("common.actions")}</span>,
              numeric: true,
              cell: (command) => (
                <div className="flex justify-end gap-2">
                  <Button size="sm" onClick={() => setAsked({ command, how: "release" })}>
                    {t("panic.release")}
                  </Button>
                  <Button
                    size="sm"
                    variant="quiet"
                    onClick={() => setAsked({ command, how: "drop" })}
                  >
                    {t("panic.drop")}
                  </Button>
                </div>
              ),
            },
          ]}
        />
      </Card>
      {asked && (
        <ConfirmAction
          open
          onOpenChange={(open) => !open && setAsked(undefined)}
          title={t(`panic.${asked.how}`)}
          confirmLabel={t(`panic.${asked.how}`)}
          variant={asked.how === "drop" ? "danger" : "primary"}
          onConfirm={() =>
            (asked.how === "drop" ? drop : release).mutateAsync({ ids: [asked.command.id] })
          }
        >
          <p>{asked.command.summary}</p>
          <p>{t(`panic.${asked.how}Text`)}</p>
        </ConfirmAction>
      )}
    </section>
  );
}
