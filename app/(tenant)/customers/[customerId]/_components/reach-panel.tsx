"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Mail, MessageCircle, Phone, Send, Star, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import type { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Form } from "@/app/_ui/patterns/form/form";
import { PhoneField } from "@/app/_ui/patterns/form/phone-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Badge } from "@/app/_ui/primitives/badge";
import { Dialog } from "@/app/_ui/primitives/dialog";
import {
  IDENTITY_CHANNELS,
  identityForm,
  type IdentityForm,
} from "@/server/modules/crm/rules/details-schema";
import type { CustomerDto } from "@/server/modules/crm/schema";
import { Panel, PanelRow } from "./panel";
import { IconButton } from "@/app/_ui/patterns/icon-button";
import { useDetails } from "./use-details";

const ICONS = { email: Mail, phone: Phone, whatsapp: MessageCircle, telegram: Send };

/** Every way to reach a customer; the main ones are what the rest of the product writes and calls to. */
export function ReachPanel({ customer }: { customer: CustomerDto }) {
  const t = useTranslations("customer");
  const api = useTRPC();
  const { details, mayChange, refresh } = useDetails(customer);
  const [adding, setAdding] = useState(false);
  const main = useMutation(api.customers.makeMainIdentity.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(api.customers.removeIdentity.mutationOptions({ onSuccess: refresh }));
  const failed = main.error ?? remove.error;
  const busy = main.isPending || remove.isPending;
  return (
    <QueryView query={details}>
      {({ identities }) => (
        <Panel addLabel={mayChange ? t("addReach") : undefined} onAdd={() => setAdding(true)}>
          {failed && <ErrorNotice error={failed} />}
          {identities.length === 0 && <p className="text-muted">{t("noReach")}</p>}
          <ul className="divide-y divide-(--border)">
            {identities.map(({ id, channel, value, primary, sharedWith }) => {
              const Icon = ICONS[channel];
              const input = { customerId: customer.id, identityId: id };
              const canBeMain = !primary && (channel === "email" || channel === "phone");
              return (
                <PanelRow
                  key={id}
                  actions={
                    mayChange && (
                      <>
                        {canBeMain && (
                          <IconButton
                            icon={Star}
                            label={t("makeMain", { value })}
                            disabled={busy}
                            onClick={() => main.mutate(input)}
                          />
                        )}
                        <IconButton
                          icon={Trash2}
                          label={t("removeNamed", { name: value })}
                          disabled={busy}
                          onClick={() => remove.mutate(input)}
                        />
                      </>
                    )
                  }
                >
                  <span className="flex flex-wrap items-center gap-2">
                    <Icon aria-hidden className="size-4 shrink-0 text-muted" />
                    <span className="sr-only">{t(`channel.${channel}`)}</span>
                    <span className="min-w-0 break-all">{value}</span>
                    {primary && <Badge tone="ok">{t("main")}</Badge>}
                  </span>
                  {sharedWith > 0 && (
                    <span className="block text-[0.8125rem] text-muted">
                      {t("sharedWith", { count: sharedWith })}
                    </span>
                  )}
                </PanelRow>
              );
            })}
          </ul>
          {adding && (
            <ReachDialog
              customerId={customer.id}
              onClose={() => setAdding(false)}
              onSaved={refresh}
            />
          )}
        </Panel>
      )}
    </QueryView>
  );
}

type ReachDialogProps = {
  customerId: string;
  onClose: () => void;
  onSaved: () => Promise<unknown>;
};

function ReachDialog({ customerId, onClose, onSaved }: ReachDialogProps) {
  const t = useTranslations("customer");
  const common = useTranslations("common");
  const api = useTRPC();
  const add = useMutation(api.customers.addIdentity.mutationOptions({ onSuccess: onSaved }));
  const form = useAppForm<z.input<typeof identityForm>, IdentityForm>({
    schema: identityForm,
    defaultValues: { channel: "phone", value: "" },
  });
  const company = useQuery(api.tenants.get.queryOptions());
  const channel = useWatch({ control: form.control, name: "channel" });
  const isPhone = channel === "phone" || channel === "whatsapp";
  return (
    <Dialog open onOpenChange={onClose} title={t("addReach")}>
      <Form
        form={form}
        unguarded
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await add.mutateAsync({ ...values, customerId });
          onClose();
        }}
      >
        <SelectField
          form={form}
          name="channel"
          label={t("channelLabel")}
          options={IDENTITY_CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
        />
        {isPhone && company.data ? (
          <PhoneField form={form} name="value" label={t("phone")} country={company.data.country} />
        ) : (
          <TextField form={form} name="value" label={t("reachValue")} maxLength={254} />
        )}
      </Form>
    </Dialog>
  );
}
