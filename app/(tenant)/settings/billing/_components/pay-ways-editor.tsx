"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { useFieldMessage } from "@/app/_ui/patterns/form/field-message";
import { FormField } from "@/app/_ui/patterns/form-field";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PayWayList } from "@/app/_ui/patterns/pay-way-list";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import { useMay } from "@/app/_ui/shell/person";
import {
  payingSettings,
  type PayingSettings,
  type PayWay,
} from "@/server/modules/tenants/settings/paying-schema";
import { PayWayFields } from "./pay-way-fields";

const MOST = 12;
/** A way under edit; `id` keeps its place while others come and go. */
type Draft = PayWay & { id: string };

const blank = (): Draft => ({
  ...{ id: crypto.randomUUID(), kind: "bank", currency: "" },
  ...{ name: "", number: "", more: "" },
});

/** How customers pay: accounts, wallets, offices; beside them what customers will see. */
export function PayWays() {
  const t = useTranslations("billingRun.pay");
  const api = useTRPC();
  const settings = useQuery(api.tenants.getSettings.queryOptions({ module: "paying" }));
  return (
    <Card className="mt-6 p-5">
      <h2 className="text-base font-semibold">{t("title")}</h2>
      <p className="mt-1 mb-4 max-w-2xl text-muted">{t("text")}</p>
      <QueryView query={settings}>
        {({ version, data }) => (
          <Editor key={version} version={version} saved={payingSettings.parse(data)} />
        )}
      </QueryView>
    </Card>
  );
}

function Editor({ version, saved }: { version: number; saved: PayingSettings }) {
  const t = useTranslations("billingRun.pay");
  const fixed = !useMay()("settings.manage");
  const say = useFieldMessage();
  const [ways, setWays] = useState<Draft[]>(() =>
    saved.ways.map((way, at) => ({ ...way, id: String(at) })),
  );
  const [days, setDays] = useState(String(saved.linkDays));
  const [tried, setTried] = useState(false);
  const { save, isPending, error } = useSave(version);
  const read = payingSettings.safeParse({ ways, linkDays: Number(days) });
  const faults = tried && !read.success ? read.error.issues : [];
  const change = (id: string, part: Partial<PayWay>) =>
    setWays((all) => all.map((way) => (way.id === id ? { ...way, ...part } : way)));
  return (
    <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_20rem] xl:items-start">
      <fieldset disabled={fixed} className="min-w-0 space-y-4">
        {ways.length === 0 && <p className="text-muted">{t("none")}</p>}
        {ways.map((way, at) => (
          <PayWayFields
            key={way.id}
            way={way}
            place={at + 1}
            faults={faults.filter(({ path }) => path[1] === at)}
            onChange={(part) => change(way.id, part)}
            onRemove={() => setWays((all) => all.filter(({ id }) => id !== way.id))}
          />
        ))}
        <FormField
          label={t("linkDays")}
          hint={t("linkDaysHint")}
          error={say(faults.find(({ path }) => path[0] === "linkDays") && "link_days")}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              className="max-w-32"
              value={days}
              onChange={({ target }) => setDays(target.value)}
            />
          )}
        </FormField>
        {error && <ErrorNotice error={error} />}
        {!fixed && (
          <div className="flex flex-wrap justify-between gap-2">
            <Button
              disabled={ways.length >= MOST}
              onClick={() => setWays((all) => [...all, blank()])}
            >
              <Plus aria-hidden />
              {t("add")}
            </Button>
            <Button
              variant="primary"
              disabled={isPending}
              onClick={() => (read.success ? save(read.data) : setTried(true))}
            >
              {t("save")}
            </Button>
          </div>
        )}
      </fieldset>
      <section
        aria-label={t("preview")}
        className="min-w-0 rounded-card border border-subtle bg-raised p-4"
      >
        <h3 className="mb-3 text-[0.8125rem] font-medium text-muted">{t("preview")}</h3>
        {ways.some(({ name }) => name) ? (
          <PayWayList ways={ways.filter(({ name }) => name)} />
        ) : (
          <p className="text-muted">{t("previewNone")}</p>
        )}
      </section>
    </div>
  );
}

function useSave(version: number) {
  const t = useTranslations("billingRun.pay");
  const api = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(
    api.tenants.updateSettings.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(api.tenants.pathFilter());
        showToast(t("saved"));
      },
    }),
  );
  return {
    save: (data: PayingSettings) => update.mutate({ module: "paying", version, data }),
    isPending: update.isPending,
    error: update.error,
  };
}
