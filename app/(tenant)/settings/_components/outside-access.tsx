"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ImpersonationList } from "@/app/_ui/impersonation/impersonation-list";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Checkbox } from "@/app/_ui/primitives/checkbox";

/** Who has acted here from outside, the door for who still does, and whether the reseller may come at all. */
export function OutsideAccess() {
  const t = useTranslations("impersonation");
  const api = useTRPC();
  const cache = useQueryClient();
  const list = useQuery(api.impersonation.list.queryOptions());
  const end = useMutation(
    api.impersonation.end.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.impersonation.pathFilter()),
    }),
  );
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-base font-semibold">{t("outside")}</h2>
      <p className="mt-1 mb-3 text-muted">{t("outsideText")}</p>
      <ResellerEntry />
      {end.isError && <ErrorNotice error={end.error} />}
      <QueryView query={list}>
        {(items) => (
          <ImpersonationList
            items={items}
            action={({ id }) => (
              <Button
                variant="danger"
                size="sm"
                disabled={end.isPending}
                onClick={() => end.mutate({ impersonationId: id })}
              >
                {t("end")}
              </Button>
            )}
          />
        )}
      </QueryView>
    </Card>
  );
}

function ResellerEntry() {
  const t = useTranslations("impersonation");
  const api = useTRPC();
  const cache = useQueryClient();
  const settings = useQuery(api.tenants.getSettings.queryOptions({ module: "access" }));
  const save = useMutation(
    api.tenants.updateSettings.mutationOptions({
      onSettled: () => cache.invalidateQueries(api.tenants.getSettings.pathFilter()),
    }),
  );
  if (!settings.data) return null;
  const { version, data } = settings.data;
  return (
    <>
      <Checkbox
        className="mb-3"
        label={t("allowReseller")}
        hint={t("allowResellerText")}
        checked={data.allowResellerEntry !== false}
        disabled={save.isPending}
        onChange={(event) =>
          save.mutate({
            module: "access",
            version,
            data: { allowResellerEntry: event.target.checked },
          })
        }
      />
      {save.isError && <ErrorNotice error={save.error} />}
    </>
  );
}
