"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input, Select } from "@/app/_ui/primitives/input";
import { ACCESS_METHODS, CUT_METHODS } from "@/server/modules/network/rules/access";
import type { AccessDto } from "@/server/modules/network/schema";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";

type PlaceDialogProps = {
  service: ServiceDto;
  access: AccessDto | undefined;
  onClose: () => void;
};

const textOf = (form: FormData, name: string) => String(form.get(name) ?? "").trim();
const orNull = (text: string) => (text === "" ? null : text);

/** Puts a service on a router, or says anew how it is let in there: the router is asked at once, and read back. */
export function PlaceDialog({ service, access, onClose }: PlaceDialogProps) {
  const t = useTranslations("network.place");
  const api = useTRPC();
  const cache = useQueryClient();
  const save = useMutation(
    api.network.setAccess.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          cache.invalidateQueries(api.network.pathFilter()),
          cache.invalidateQueries(api.services.pathFilter()),
        ]);
        onClose();
      },
    }),
  );
  const submit = (form: FormData) =>
    save.mutate({
      ...{ serviceId: service.id, routerId: textOf(form, "routerId") },
      method: ACCESS_METHODS.find((one) => one === form.get("method")) ?? "pppoe",
      userName: textOf(form, "userName"),
      ...(textOf(form, "password") && { password: textOf(form, "password") }),
      ...{ mac: orNull(textOf(form, "mac")), address: orNull(textOf(form, "address")) },
      ...{ profile: textOf(form, "profile"), server: access?.server ?? "all" },
      rate: orNull(textOf(form, "rate")),
      cutMethod: CUT_METHODS.find((one) => one === form.get("cutMethod")) ?? null,
    });
  return (
    <Dialog open onOpenChange={onClose} title={t(access ? "change" : "put")}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        {save.error && <ErrorNotice error={save.error} />}
        <Fields service={service} access={access} faults={fieldErrors(save.error)} />
        <div className="flex justify-end">
          <Button type="submit" variant="primary" disabled={save.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type FieldsProps = Omit<PlaceDialogProps, "onClose"> & { faults: Record<string, string> };

function Fields({ service, access, faults }: FieldsProps) {
  const t = useTranslations("network");
  const routers = useQuery(useTRPC().network.listRouters.queryOptions());
  const [method, setMethod] = useState(access?.method ?? "pppoe");
  const text = (name: string, label: string, value: string | null | undefined, hint?: string) => (
    <FormField label={label} hint={hint} error={faults[name]} optional={hint !== undefined}>
      {(control) => <Input {...control} name={name} maxLength={120} defaultValue={value ?? ""} />}
    </FormField>
  );
  return (
    <>
      <FormField label={t("router")} error={faults.routerId}>
        {(control) => (
          <Select {...control} name="routerId" defaultValue={access?.routerId}>
            {(routers.data ?? []).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField label={t("place.method")} error={faults.method}>
        {(control) => (
          <Select
            {...control}
            name="method"
            value={method}
            onChange={({ target }) =>
              setMethod(ACCESS_METHODS.find((one) => one === target.value) ?? "pppoe")
            }
          >
            {ACCESS_METHODS.map((one) => (
              <option key={one} value={one}>
                {t(`place.methods.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {text("userName", t("place.user"), access?.userName ?? service.enforcementRef)}
      {(method === "pppoe" || method === "hotspot") && (
        <FormField
          label={t("place.password")}
          hint={access && t("place.passwordHint")}
          error={faults.password}
        >
          {(control) => (
            <Input {...control} name="password" type="password" autoComplete="new-password" />
          )}
        </FormField>
      )}
      {method === "dhcp" && text("mac", t("place.mac"), access?.mac)}
      {text("address", t("place.address"), access?.address, t("place.addressHint"))}
      {text("rate", t("place.rate"), access?.rate, t("place.rateHint"))}
      {text("profile", t("place.profile"), access?.profile ?? "default")}
    </>
  );
}
