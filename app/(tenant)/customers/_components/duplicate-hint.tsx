"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useDeferredValue } from "react";
import { useWatch } from "react-hook-form";
import { useTRPC } from "@/app/_trpc/client";
import type { AppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Notice } from "@/app/_ui/primitives/notice";
import type { CustomerForm } from "@/server/modules/crm/schema";
import type { CustomerFormInput } from "./customer-form";

type DuplicateHintProps = {
  form: AppForm<CustomerFormInput, CustomerForm>;
  customerId: string | undefined;
};

/** Who it may be already, while it is being written: a hint, never a refusal. */
export function DuplicateHint({ form, customerId }: DuplicateHintProps) {
  const t = useTranslations("customers");
  const api = useTRPC();
  const written = useWatch({ control: form.control });
  const text = (value: unknown) => (typeof value === "string" ? value.trim() : "");
  const asked = useDeferredValue({
    customerId,
    name: text(written.name).length > 2 ? text(written.name) : "",
    city: text(written.city),
    email: text(written.email),
    phone: text(written.phone).slice(0, 20),
    taxCountry: text(written.taxCountry).slice(0, 2),
    taxIdKind: text(written.taxIdKind),
    taxId: text(written.taxId),
  });
  const enabled = [asked.name, asked.email, asked.phone, asked.taxId].some(Boolean);
  const found = useQuery({
    ...api.customers.findDuplicates.queryOptions(asked),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const rows = enabled ? (found.data ?? []) : [];
  return (
    <div role="status">
      {rows.length > 0 && (
        <Notice tone="warn">
          <p className="font-medium">{t("duplicateHint", { count: rows.length })}</p>
          <ul className="mt-1 space-y-0.5">
            {rows.map(({ id, number, name, signs }) => (
              <li key={id}>
                <Link
                  href={`/customers/${id}`}
                  target="_blank"
                  className="inline-block min-h-6 underline underline-offset-4"
                >
                  #{number} {name}
                </Link>{" "}
                · {signs.map((sign) => t(`sign.${sign}`)).join(", ")}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
