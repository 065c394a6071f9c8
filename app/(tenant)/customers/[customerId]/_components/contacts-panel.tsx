"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Form } from "@/app/_ui/patterns/form/form";
import { PhoneField } from "@/app/_ui/patterns/form/phone-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Badge } from "@/app/_ui/primitives/badge";
import { Dialog } from "@/app/_ui/primitives/dialog";
import {
  CONTACT_ROLES,
  type ContactDto,
  contactForm,
  type ContactForm,
} from "@/server/modules/crm/rules/details-schema";
import type { CustomerDto } from "@/server/modules/crm/schema";
import { Panel, PanelRow } from "./panel";
import { IconButton } from "@/app/_ui/patterns/icon-button";
import { useDetails } from "./use-details";

type Role = (typeof CONTACT_ROLES)[number];

/** People at a customer: who pays, who is on site, who decides. */
export function ContactsPanel({ customer }: { customer: CustomerDto }) {
  const t = useTranslations("customer");
  const api = useTRPC();
  const { details, mayChange, refresh } = useDetails(customer);
  const [edited, setEdited] = useState<ContactDto | "new">();
  const [doomed, setDoomed] = useState<ContactDto>();
  const remove = useMutation(api.customers.removeContact.mutationOptions({ onSuccess: refresh }));
  return (
    <QueryView query={details}>
      {({ contacts }) => (
        <Panel addLabel={mayChange ? t("addContact") : undefined} onAdd={() => setEdited("new")}>
          {contacts.length === 0 && <p className="text-muted">{t("noContacts")}</p>}
          <ul className="divide-y divide-(--border)">
            {contacts.map((contact) => (
              <PanelRow
                key={contact.id}
                actions={
                  mayChange && (
                    <>
                      <IconButton
                        icon={Pencil}
                        label={t("editNamed", { name: contact.name })}
                        onClick={() => setEdited(contact)}
                      />
                      <IconButton
                        icon={Trash2}
                        label={t("removeNamed", { name: contact.name })}
                        onClick={() => setDoomed(contact)}
                      />
                    </>
                  )
                }
              >
                <span className="flex flex-wrap items-center gap-2 font-medium">
                  {contact.name}
                  <Badge tone="neutral">{t(`role.${contact.role as Role}`)}</Badge>
                  {contact.receivesBilling && <Badge tone="info">{t("receivesBilling")}</Badge>}
                </span>
                <span className="block text-muted">
                  {[contact.phone, contact.email].filter(Boolean).join(" · ")}
                </span>
              </PanelRow>
            ))}
          </ul>
          {edited && (
            <ContactDialog
              customerId={customer.id}
              contact={edited === "new" ? undefined : edited}
              onClose={() => setEdited(undefined)}
              onSaved={refresh}
            />
          )}
          <ConfirmAction
            open={doomed !== undefined}
            onOpenChange={() => setDoomed(undefined)}
            title={t("removeNamed", { name: doomed?.name ?? "" })}
            confirmLabel={t("remove")}
            onConfirm={() =>
              remove.mutateAsync({ customerId: customer.id, contactId: doomed?.id ?? "" })
            }
          >
            {t("removeContactText")}
          </ConfirmAction>
        </Panel>
      )}
    </QueryView>
  );
}

type ContactDialogProps = {
  customerId: string;
  contact: ContactDto | undefined;
  onClose: () => void;
  onSaved: () => Promise<unknown>;
};

function ContactDialog({ customerId, contact, onClose, onSaved }: ContactDialogProps) {
  const t = useTranslations("customer");
  const common = useTranslations("common");
  const api = useTRPC();
  const company = useQuery(api.tenants.get.queryOptions());
  const add = useMutation(api.customers.addContact.mutationOptions({ onSuccess: onSaved }));
  const update = useMutation(api.customers.updateContact.mutationOptions({ onSuccess: onSaved }));
  const form = useAppForm<z.input<typeof contactForm>, ContactForm>({
    schema: contactForm,
    defaultValues: {
      name: contact?.name ?? "",
      role: (contact?.role as Role | undefined) ?? "billing",
      email: contact?.email ?? "",
      phone: contact?.phone ?? "",
      receivesBilling: contact?.receivesBilling ?? false,
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title={contact ? t("editContact") : t("addContact")}>
      <Form
        form={form}
        unguarded
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await (contact
            ? update.mutateAsync({ ...values, customerId, contactId: contact.id })
            : add.mutateAsync({ ...values, customerId }));
          onClose();
        }}
      >
        <TextField form={form} name="name" label={t("name")} maxLength={160} />
        <SelectField
          form={form}
          name="role"
          label={t("roleLabel")}
          options={CONTACT_ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
        />
        {company.data && (
          <PhoneField
            form={form}
            name="phone"
            label={t("phone")}
            country={company.data.country}
            optional
          />
        )}
        <TextField form={form} name="email" type="email" label={t("email")} optional />
        <SwitchField
          form={form}
          name="receivesBilling"
          label={t("receivesBilling")}
          hint={t("receivesBillingHint")}
        />
      </Form>
    </Dialog>
  );
}
