"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { InlineEdit } from "@/app/_ui/patterns/record/inline-edit";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { CustomerDto } from "@/server/modules/crm/schema";
import { PortalAccess } from "../[customerId]/_components/portal-access";
import { CustomerFormDialog } from "./customer-form";

/** One customer: what is known, what happened, and what to do next. */
export function CustomerRecord({ customerId }: { customerId: string }) {
  const t = useTranslations("customers");
  const api = useTRPC();
  const mayManage = useMay()("customer.manage");
  const customer = useQuery(api.customers.get.queryOptions({ customerId }));
  return (
    <QueryView query={customer}>
      {(found) => (
        <RecordPage
          back={{ href: "/customers", label: t("title") }}
          title={found.name}
          description={t("describe", { kind: t(found.kind), number: found.number })}
          status={<StatusBadge status={found.archivedAt ? "archived" : found.status} />}
          action={<CustomerActions customer={found} />}
          facts={<CustomerFacts customer={found} />}
          timeline={<ActivityTimeline entity={{ type: "customer", id: customerId }} />}
        >
          <PortalAccess customerId={customerId} mayManage={mayManage} />
        </RecordPage>
      )}
    </QueryView>
  );
}

function CustomerFacts({ customer }: { customer: CustomerDto }) {
  const t = useTranslations("customers");
  const format = useFormatter();
  const may = useMay();
  const api = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(
    api.customers.update.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.customers.pathFilter()),
    }),
  );
  const fixed = !may("customer.manage") || customer.archivedAt !== null;
  const inline = (field: "email" | "phone" | "city", type: "email" | "tel" | "text") => (
    <InlineEdit
      label={t(field)}
      value={customer[field] ?? ""}
      type={type}
      disabled={fixed}
      onSave={(value) => update.mutateAsync({ customerId: customer.id, [field]: value })}
    />
  );
  return (
    <Facts>
      <Fact label={t("email")}>{inline("email", "email")}</Fact>
      <Fact label={t("phone")}>{inline("phone", "tel")}</Fact>
      <Fact label={t("city")}>{inline("city", "text")}</Fact>
      <Fact label={t("unit")}>{customer.unitName}</Fact>
      <Fact label={t("owner")}>{customer.ownerName}</Fact>
      <Fact label={t("created_at")}>
        {format.dateTime(new Date(customer.createdAt), { dateStyle: "long" })}
      </Fact>
    </Facts>
  );
}

function CustomerActions({ customer }: { customer: CustomerDto }) {
  const t = useTranslations("customers");
  const may = useMay();
  const api = useTRPC();
  const cache = useQueryClient();
  const [open, setOpen] = useState<"edit" | "archive">();
  const onSuccess = () => cache.invalidateQueries(api.customers.pathFilter());
  const archive = useMutation(api.customers.archive.mutationOptions({ onSuccess }));
  const restore = useMutation(api.customers.restore.mutationOptions({ onSuccess }));
  const input = { customerId: customer.id };
  if (!may("customer.manage")) return null;
  if (customer.archivedAt)
    return (
      <Button variant="primary" disabled={restore.isPending} onClick={() => restore.mutate(input)}>
        <ArchiveRestore aria-hidden />
        {t("restore")}
      </Button>
    );
  return (
    <>
      <Button variant="primary" onClick={() => setOpen("edit")}>
        <Pencil aria-hidden />
        {t("edit")}
      </Button>
      <Button onClick={() => setOpen("archive")}>
        <Archive aria-hidden />
        {t("archive")}
      </Button>
      {open === "edit" && (
        <CustomerFormDialog
          customer={customer}
          onClose={() => setOpen(undefined)}
          onSaved={() => undefined}
        />
      )}
      <ConfirmAction
        open={open === "archive"}
        onOpenChange={() => setOpen(undefined)}
        title={t("archiveTitle", { name: customer.name })}
        confirmLabel={t("archive")}
        onConfirm={() => archive.mutateAsync(input)}
      >
        {t("archiveText")}
      </ConfirmAction>
    </>
  );
}
