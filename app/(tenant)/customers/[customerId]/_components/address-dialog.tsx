"use client";

import { useMutation } from "@tanstack/react-query";
import { LocateFixed } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { type AppForm, useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import {
  ADDRESS_KINDS,
  type AddressDto,
  addressForm,
} from "@/server/modules/crm/rules/details-schema";
import { readPlace, writePlace } from "@/server/modules/crm/rules/place-text";

/** The form's own shape: a place is one text, as maps copy it. */
const fields = addressForm.omit({ position: true, country: true }).extend({
  place: z
    .string()
    .trim()
    .refine((text) => text === "" || readPlace(text) !== null, "place_invalid"),
});
type Input = z.input<typeof fields>;
type Output = z.output<typeof fields>;

type AddressDialogProps = {
  customerId: string;
  address: AddressDto | undefined;
  onClose: () => void;
  onSaved: () => Promise<unknown>;
};

/** A place of a customer, with its coordinates as a map gives them or as this device knows them. */
export function AddressDialog({ customerId, address, onClose, onSaved }: AddressDialogProps) {
  const t = useTranslations("customer");
  const common = useTranslations("common");
  const api = useTRPC();
  const add = useMutation(api.customers.addAddress.mutationOptions({ onSuccess: onSaved }));
  const update = useMutation(api.customers.updateAddress.mutationOptions({ onSuccess: onSaved }));
  const form = useAppForm<Input, Output>({ schema: fields, defaultValues: valuesOf(address) });
  const text = (name: "label" | "district" | "city" | "region" | "postalCode" | "reference") => (
    <TextField form={form} name={name} label={t(name)} optional />
  );
  return (
    <Dialog open onOpenChange={onClose} title={address ? t("editAddress") : t("addAddress")}>
      <Form
        form={form}
        unguarded
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async ({ place, ...values }) => {
          const input = { ...values, position: readPlace(place), customerId };
          await (address
            ? update.mutateAsync({ ...input, addressId: address.id })
            : add.mutateAsync(input));
          onClose();
        }}
      >
        <SelectField
          form={form}
          name="kind"
          label={t("addressKindLabel")}
          options={ADDRESS_KINDS.map((value) => ({ value, label: t(`addressKind.${value}`) }))}
        />
        <TextField form={form} name="street" label={t("street")} maxLength={200} />
        <div className="grid gap-4 sm:grid-cols-2">
          {text("district")}
          {text("city")}
          {text("region")}
          {text("postalCode")}
        </div>
        {text("label")}
        {text("reference")}
        <TextField
          form={form}
          name="place"
          label={t("place")}
          hint={t("placeHint")}
          placeholder="-12.1211, -77.0297"
          optional
        />
        <HereButton form={form} />
        <SwitchField form={form} name="primary" label={t("mainAddress")} />
      </Form>
    </Dialog>
  );
}

/** Fills in where this device is; says so when it does not know or may not tell. */
function HereButton({ form }: { form: AppForm<Input, Output> }) {
  const t = useTranslations("customer");
  const [state, setState] = useState<"idle" | "asking" | "failed">("idle");
  const ask = () => {
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.setValue("place", writePlace({ lat: coords.latitude, lng: coords.longitude }));
        setState("idle");
      },
      () => setState("failed"),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  };
  return (
    <div>
      <Button size="sm" onClick={ask} disabled={state === "asking"}>
        <LocateFixed aria-hidden />
        {t("here")}
      </Button>
      <p role="status" className="text-[0.8125rem] text-muted">
        {state === "failed" && t("hereFailed")}
      </p>
    </div>
  );
}

const valuesOf = (address: AddressDto | undefined): Input => ({
  kind: address?.kind ?? "service",
  label: address?.label ?? "",
  street: address?.street ?? "",
  district: address?.district ?? "",
  city: address?.city ?? "",
  region: address?.region ?? "",
  postalCode: address?.postalCode ?? "",
  reference: address?.reference ?? "",
  primary: address?.primary ?? false,
  place: address?.position ? writePlace(address.position) : "",
});
