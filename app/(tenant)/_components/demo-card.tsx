"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";

/** Says that what one sees is invented, and takes it away in one click; nothing for a company without demo data. */
export function DemoCard({ mayWipe }: { mayWipe: boolean }) {
  const t = useTranslations("children.demo");
  const api = useTRPC();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const tenant = useQuery(api.tenants.get.queryOptions());
  const wipe = useMutation(
    api.tenants.wipeDemoData.mutationOptions({ onSuccess: () => cache.invalidateQueries() }),
  );
  if (!tenant.data?.demo) return null;
  return (
    <Card className="p-4">
      <h2 className="flex items-center gap-2 font-semibold">
        <FlaskConical aria-hidden className="size-4 text-brand-text" />
        {t("title")}
      </h2>
      <p className="mt-1 text-muted">{t("text")}</p>
      {mayWipe && (
        <Button className="mt-3" onClick={() => setAsking(true)}>
          {t("wipe")}
        </Button>
      )}
      <ConfirmAction
        open={asking}
        onOpenChange={setAsking}
        title={t("wipe")}
        confirmLabel={t("wipe")}
        onConfirm={() => wipe.mutateAsync()}
      >
        {t("confirm", { name: tenant.data.name })}
      </ConfirmAction>
    </Card>
  );
}
