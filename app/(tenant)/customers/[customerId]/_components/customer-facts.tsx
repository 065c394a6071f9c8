"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { InlineEdit } from "@/app/_ui/patterns/record/inline-edit";
import { useMay } from "@/app/_ui/shell/person";
import { payReference } from "@/server/kernel/pay-reference";
import { formatTaxId } from "@/server/kernel/tax-id";
import type { CustomFieldDto } from "@/server/modules/crm/rules/fields-schema";
import type { CustomerDto } from "@/server/modules/crm/schema";
import { CustomerLadder } from "../../../collections/_components/ladder-facts";
import { kindWords } from "../../_components/tax-id-fields";
import { BillingTerms } from "./billing-terms";
import { TagsEdit } from "./tags-edit";

/** What is known of a customer; most is corrected where it stands. */
export function CustomerFacts({ customer }: { customer: CustomerDto }) {
  const t = useTranslations("customers");
  const format = useFormatter();
  const may = useMay();
  const api = useTRPC();
  const cache = useQueryClient();
  const fields = useQuery(api.customers.listFields.queryOptions({}));
  const update = useMutation(
    api.customers.update.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.customers.pathFilter()),
    }),
  );
  const fixed = !may("customer.manage") || customer.archivedAt !== null;
  const inline = (
    field: "email" | "phone" | "city" | "legalName" | "category",
    type: "email" | "tel" | "text" = "text",
  ) => (
    <InlineEdit
      label={t(field)}
      value={customer[field] ?? ""}
      type={type}
      disabled={fixed}
      onSave={(value) => update.mutateAsync({ customerId: customer.id, [field]: value })}
    />
  );
  const { taxCountry, taxIdKind, taxId } = customer;
  return (
    <Facts>
      <Fact label={taxId ? kindWords(t, taxIdKind) : t("taxId")}>
        {taxId && `${formatTaxId(taxCountry, taxIdKind, taxId)} (${taxCountry})`}
      </Fact>
      <Fact label={t("email")}>{inline("email", "email")}</Fact>
      <Fact label={t("phone")}>{inline("phone", "tel")}</Fact>
      <Fact label={t("city")}>{inline("city")}</Fact>
      <Fact label={t("legalName")}>{inline("legalName")}</Fact>
      <Fact label={t("category")}>{inline("category")}</Fact>
      <Fact label={t("payReference")}>
        <span className="tabular-nums select-all">{payReference(customer.number)}</span>
      </Fact>
      <Fact label={t("tags")}>
        <TagsEdit customer={customer} fixed={fixed} />
      </Fact>
      {may("invoice.read") && (
        <Fact label={t("terms")}>
          <BillingTerms customer={customer} fixed={fixed} />
        </Fact>
      )}
      {may("collection.read") && <CustomerLadder customer={customer} />}
      <Fact label={t("unit")}>{customer.unitName}</Fact>
      <Fact label={t("owner")}>{customer.ownerName}</Fact>
      <Fact label={t("created_at")}>
        {format.dateTime(new Date(customer.createdAt), { dateStyle: "long" })}
      </Fact>
      {(fields.data ?? [])
        .filter(({ archivedAt }) => archivedAt === null)
        .map((field) => (
          <Fact key={field.id} label={field.label}>
            <OwnValue field={field} value={customer.custom[field.key]} />
          </Fact>
        ))}
    </Facts>
  );
}

function OwnValue({ field, value }: { field: CustomFieldDto; value: unknown }) {
  const t = useTranslations("table");
  const none = useTranslations("patterns.record");
  const format = useFormatter();
  if (value === undefined || value === null)
    return <span className="text-muted">{none("missing")}</span>;
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (typeof value === "number") return format.number(value);
  const text = String(value as string);
  if (field.type === "date")
    return format.dateTime(new Date(`${text}T12:00:00Z`), { dateStyle: "long", timeZone: "UTC" });
  if (field.type === "url")
    return (
      <a
        href={text}
        target="_blank"
        rel="noopener noreferrer"
        className="break-all text-brand-text underline underline-offset-4"
      >
        {text}
      </a>
    );
  return text;
}
