"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { useMay } from "@/app/_ui/shell/person";
import type { AddressDto } from "@/server/modules/crm/rules/details-schema";
import { moveForm } from "@/server/modules/subscriptions/forms-schema";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";

/** Where the service is, and the way to another of the customer's places. */
export function ServiceAddress({ service }: { service: ServiceDto }) {
  const t = useTranslations("services");
  const may = useMay();
  const [open, setOpen] = useState(false);
  const isOver = service.state === "terminated" || service.state === "cancelled";
  return (
    <span className="flex flex-wrap items-center gap-2">
      {service.address}
      {may("service.manage") && !isOver && (
        <Button size="sm" variant="quiet" onClick={() => setOpen(true)}>
          {t("moveTo")}
        </Button>
      )}
      {open && <MoveDialog service={service} onClose={() => setOpen(false)} />}
    </span>
  );
}

type MoveDialogProps = { service: ServiceDto; onClose: () => void };

function MoveDialog({ service, onClose }: MoveDialogProps) {
  const t = useTranslations("services");
  const api = useTRPC();
  const { customerId } = service;
  const details = useQuery(api.customers.details.queryOptions({ customerId }));
  return (
    <Dialog open onOpenChange={onClose} title={t("moveTo")}>
      <p className="mb-4 text-muted">{t("moveAddressText")}</p>
      <QueryView query={details}>
        {({ addresses }) => {
          const others = addresses.filter(({ id }) => id !== service.addressId);
          return others.length > 0 ? (
            <MoveForm service={service} addresses={others} onClose={onClose} />
          ) : (
            <p>
              {t("moveNoOther")}{" "}
              <Link href={`/customers/${customerId}`} className="underline underline-offset-4">
                {t("moveAddAddress")}
              </Link>
            </p>
          );
        }}
      </QueryView>
    </Dialog>
  );
}

function MoveForm(props: MoveDialogProps & { addresses: readonly AddressDto[] }) {
  const { service, addresses, onClose } = props;
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const move = useMutation(
    api.services.update.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.services.pathFilter()),
    }),
  );
  const form = useAppForm({
    schema: moveForm,
    defaultValues: { addressId: addresses[0]?.id ?? "" },
  });
  return (
    <Form
      form={form}
      unguarded
      submitLabel={t("moveAddress")}
      onCancel={onClose}
      onSubmit={async ({ addressId }) => {
        await move.mutateAsync({ serviceId: service.id, addressId });
        showToast(t("moved"));
        onClose();
      }}
    >
      <SelectField
        form={form}
        name="addressId"
        label={t("address")}
        options={addresses.map(({ id, label, street, district, city }) => ({
          value: id,
          label: [label, street, district, city].filter(Boolean).join(", "),
        }))}
      />
    </Form>
  );
}
