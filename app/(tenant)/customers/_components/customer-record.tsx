"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { RecordTabs } from "@/app/_ui/patterns/record/record-tabs";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { CustomerDto } from "@/server/modules/crm/schema";
import { AttemptList } from "../../payments/_components/attempt-list";
import { AddressesPanel } from "../[customerId]/_components/addresses-panel";
import { CardsPanel } from "../[customerId]/_components/cards-panel";
import { ContactsPanel } from "../[customerId]/_components/contacts-panel";
import { CustomerFacts } from "../[customerId]/_components/customer-facts";
import { CustomerTimeline } from "../[customerId]/_components/customer-timeline";
import { FilesPanel } from "../[customerId]/_components/files-panel";
import { MergesNotice } from "../[customerId]/_components/merges-notice";
import { NotesPanel } from "../[customerId]/_components/notes-panel";
import { OverviewPanel } from "../[customerId]/_components/overview-panel";
import { PortalAccess } from "../[customerId]/_components/portal-access";
import { ReachPanel } from "../[customerId]/_components/reach-panel";
import { PayLinkButton } from "../../payments/_components/pay-link-button";
import { CustomerFormDialog } from "./customer-form";
import { TagList } from "./tag-list";

/** One customer all around: how it stands, what is known, what happened, and what to do next. */
export function CustomerRecord({ customerId }: { customerId: string }) {
  const t = useTranslations("customers");
  const api = useTRPC();
  const mayManage = useMay()("customer.manage");
  const customer = useQuery(api.customers.get.queryOptions({ customerId }));
  return (
    <QueryView query={customer}>
      {(found) => (
        <>
          <MergesNotice customer={found} />
          <RecordPage
            back={{ href: "/customers", label: t("title") }}
            title={found.name}
            description={t("describe", { kind: t(found.kind), number: found.number })}
            status={
              <>
                <StatusBadge status={found.archivedAt ? "archived" : found.status} />
                <TagList tags={found.tags} />
              </>
            }
            action={<CustomerActions customer={found} />}
            facts={<Sections customer={found} />}
            timeline={<CustomerTimeline customerId={customerId} />}
          >
            <CustomerFacts customer={found} />
            <PortalAccess customerId={customerId} mayManage={mayManage} />
          </RecordPage>
        </>
      )}
    </QueryView>
  );
}

function Sections({ customer }: { customer: CustomerDto }) {
  const t = useTranslations("customer");
  const api = useTRPC();
  const may = useMay();
  const { data } = useQuery(api.customers.details.queryOptions({ customerId: customer.id }));
  const tab = (key: "contacts" | "addresses" | "notes" | "files", content: React.ReactNode) => ({
    key,
    label: t(key),
    ...(data && { count: data[key].length }),
    content,
  });
  return (
    <RecordTabs
      label={t("sections")}
      tabs={[
        {
          key: "overview",
          label: t("overview"),
          content: <OverviewPanel customer={customer} />,
        },
        tab("contacts", <ContactsPanel customer={customer} />),
        {
          key: "reach",
          label: t("reach"),
          ...(data && { count: data.identities.length }),
          content: <ReachPanel customer={customer} />,
        },
        tab("addresses", <AddressesPanel customer={customer} />),
        ...(may("payment.read")
          ? [
              {
                key: "cards",
                label: t("cards.tab"),
                content: <CardsPanel customerId={customer.id} />,
              },
              {
                key: "attempts",
                label: t("attempts"),
                content: <AttemptList customerId={customer.id} />,
              },
            ]
          : []),
        tab("notes", <NotesPanel customer={customer} />),
        ...(may("file.read") ? [tab("files", <FilesPanel customer={customer} />)] : []),
      ]}
    />
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
  if (!may("customer.manage") || customer.mergedIntoId) return null;
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
      <PayLinkButton customerId={customer.id} />
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
