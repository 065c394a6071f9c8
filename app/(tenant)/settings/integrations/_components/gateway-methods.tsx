"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Select } from "@/app/_ui/primitives/input";
import type { GatewayDto } from "@/server/modules/payments/gateways/gateway-schema";
import type { GatewayMethodsDto } from "@/server/modules/payments/gateways/methods-schema";

/** Which ways to pay an account offers, of those that its country has there. */
export function GatewayMethods({ gateway: { id, name } }: { gateway: GatewayDto }) {
  const t = useTranslations("integrations.gateways.methods");
  const [open, setOpen] = useState(false);
  const api = useTRPC();
  const methods = useQuery({
    ...api.payments.gatewayMethods.queryOptions({ integrationId: id }),
    enabled: open,
  });
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        {t("button")}
      </Button>
      {open && (
        <Dialog open onOpenChange={setOpen} title={t("title", { name })}>
          {methods.error && <ErrorNotice error={methods.error} />}
          {methods.data && <Choice methods={methods.data} onClose={() => setOpen(false)} />}
        </Dialog>
      )}
    </>
  );
}

function Choice({ methods, onClose }: { methods: GatewayMethodsDto; onClose: () => void }) {
  const t = useTranslations("integrations.gateways.methods");
  const names = useTranslations("payMethods.method");
  const api = useTRPC();
  const cache = useQueryClient();
  const [off, setOff] = useState<ReadonlySet<string>>(
    () => new Set(methods.methods.flatMap(({ method, on }) => (on ? [] : [method]))),
  );
  const [days, setDays] = useState(methods.voucherDays);
  const save = useMutation(
    api.payments.setGatewayMethods.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(api.payments.gatewayMethods.pathFilter());
        onClose();
      },
    }),
  );
  const { integrationId } = methods;
  const chosen = methods.methods.map(({ method }) => method).filter((method) => off.has(method));
  if (methods.methods.length < 2) return <p>{t("only")}</p>;
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ integrationId, off: chosen, voucherDays: days });
      }}
    >
      <p className="text-muted">{t("text")}</p>
      <div>
        {methods.methods.map(({ method }) => (
          <Checkbox
            key={method}
            checked={!off.has(method)}
            label={<span className="first-letter:uppercase">{names(method)}</span>}
            onChange={() => {
              const next = new Set(off);
              if (!next.delete(method)) next.add(method);
              setOff(next);
            }}
          />
        ))}
      </div>
      <label className="flex flex-wrap items-center gap-2">
        {t("days")}
        <Select
          className="w-auto"
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {[1, 2, 3, 4, 5, 6, 7].map((count) => (
            <option key={count} value={count}>
              {t("dayCount", { count })}
            </option>
          ))}
        </Select>
      </label>
      {save.error && <ErrorNotice error={save.error} />}
      <Button type="submit" variant="primary" disabled={save.isPending}>
        {t("save")}
      </Button>
    </form>
  );
}
