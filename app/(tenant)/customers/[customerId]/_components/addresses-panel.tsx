"use client";

import { useMutation } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { MapView } from "@/app/_ui/patterns/map/map-view";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Badge } from "@/app/_ui/primitives/badge";
import type { AddressDto } from "@/server/modules/crm/rules/details-schema";
import type { CustomerDto } from "@/server/modules/crm/schema";
import { AddressDialog } from "./address-dialog";
import { Panel, PanelRow } from "./panel";
import { IconButton } from "@/app/_ui/patterns/icon-button";
import { useDetails } from "./use-details";

/** Where a customer is: its addresses, and those with a place on the map. */
export function AddressesPanel({ customer }: { customer: CustomerDto }) {
  const t = useTranslations("customer");
  const api = useTRPC();
  const { details, mayChange, refresh } = useDetails(customer);
  const [edited, setEdited] = useState<AddressDto | "new">();
  const [doomed, setDoomed] = useState<AddressDto>();
  const remove = useMutation(api.customers.removeAddress.mutationOptions({ onSuccess: refresh }));
  return (
    <QueryView query={details}>
      {({ addresses }) => (
        <Panel addLabel={mayChange ? t("addAddress") : undefined} onAdd={() => setEdited("new")}>
          {addresses.length === 0 && <p className="text-muted">{t("noAddresses")}</p>}
          <ul className="divide-y divide-(--border)">
            {addresses.map((address) => (
              <PanelRow
                key={address.id}
                actions={
                  mayChange && (
                    <>
                      <IconButton
                        icon={Pencil}
                        label={t("editNamed", { name: nameOf(address) })}
                        onClick={() => setEdited(address)}
                      />
                      <IconButton
                        icon={Trash2}
                        label={t("removeNamed", { name: nameOf(address) })}
                        onClick={() => setDoomed(address)}
                      />
                    </>
                  )
                }
              >
                <AddressText address={address} />
              </PanelRow>
            ))}
          </ul>
          <AddressMap addresses={addresses} />
          {edited && (
            <AddressDialog
              customerId={customer.id}
              address={edited === "new" ? undefined : edited}
              onClose={() => setEdited(undefined)}
              onSaved={refresh}
            />
          )}
          <ConfirmAction
            open={doomed !== undefined}
            onOpenChange={() => setDoomed(undefined)}
            title={t("removeNamed", { name: doomed ? nameOf(doomed) : "" })}
            confirmLabel={t("remove")}
            onConfirm={() =>
              remove.mutateAsync({ customerId: customer.id, addressId: doomed?.id ?? "" })
            }
          >
            {t("removeAddressText")}
          </ConfirmAction>
        </Panel>
      )}
    </QueryView>
  );
}

const nameOf = ({ label, street, city }: AddressDto) => label || street || city;

function AddressText({ address }: { address: AddressDto }) {
  const t = useTranslations("customer");
  const { kind, label, street, district, city, region, postalCode, reference, primary } = address;
  return (
    <>
      <span className="flex flex-wrap items-center gap-2 font-medium">
        {label || street || city}
        <Badge tone="neutral">{t(`addressKind.${kind}`)}</Badge>
        {primary && <Badge tone="ok">{t("main")}</Badge>}
      </span>
      <span className="block text-muted">
        {[label && street, district, city, region, postalCode].filter(Boolean).join(", ")}
      </span>
      {reference && <span className="block text-[0.8125rem] text-muted">{reference}</span>}
    </>
  );
}

function AddressMap({ addresses }: { addresses: readonly AddressDto[] }) {
  const t = useTranslations("customer");
  // A new set of points is a new map: it must not change with every look.
  const points = useMemo(
    () =>
      addresses.flatMap((address) =>
        address.position ? [{ id: address.id, ...address.position, label: nameOf(address) }] : [],
      ),
    [addresses],
  );
  if (points.length === 0) return null;
  return <MapView title={t("addresses")} points={points} />;
}
