"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCall } from "@/app/_trpc/use-call";
import { refusal } from "@/app/_trpc/upload-file";
import { parseMoney } from "@/app/_ui/money/parse-money";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import { Notice } from "@/app/_ui/primitives/notice";
import type { ProofFieldsInput } from "@/server/modules/payments/proofs/schema";
import { lighterPicture } from "./lighter-picture";

/** What can be paid, with its amount as words and in minor units. */
export type ProofInvoice = { id: string; number: string; openMinor: number; open: string };

type ProofFormProps = {
  currency: string;
  /** Today where the company is. */
  today: string;
  invoices: readonly ProofInvoice[];
  /** Those that are ticked at the start. */
  chosen?: readonly string[];
  /** What stands in the amount's field at the start. */
  amount?: string;
  /** Sends the file and then what is said of it. */
  send: (file: File, fields: Omit<ProofFieldsInput, "fileId">) => Promise<void>;
};

/** A transfer and its picture, in one form: for a signed-in customer and, with another `send`, for a public page. */
export function ProofForm(props: ProofFormProps) {
  const { currency, today, invoices, chosen = [], amount = "" } = props;
  const t = useTranslations("portal.proofs");
  const [sent, setSent] = useState(false);
  const { busy, error, fieldError, run } = useCall();
  const submit = (form: FormData) =>
    run(async () => {
      await props.send(...(await read(form, currency, t)));
      setSent(true);
    });
  if (sent) return <Notice tone="ok">{t("sent")}</Notice>;
  return (
    <Card className="p-5">
      <form
        method="post"
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        {error !== null && <ErrorNotice error={error} />}
        <FormField label={t("file")} hint={t("fileHint")}>
          {(control) => (
            <Input
              {...control}
              type="file"
              name="file"
              accept="image/jpeg,image/png,image/webp,application/pdf"
              required
              className="h-auto py-2"
            />
          )}
        </FormField>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField label={t("amount", { currency })} error={fieldError("amountMinor")}>
            {(control) => (
              <Input
                {...control}
                name="amount"
                inputMode="decimal"
                autoComplete="off"
                defaultValue={amount}
                required
                className="tabular-nums"
              />
            )}
          </FormField>
          <FormField label={t("paidOn")} error={fieldError("paidOn")}>
            {(control) => (
              <Input
                {...control}
                type="date"
                name="paidOn"
                defaultValue={today}
                max={today}
                required
              />
            )}
          </FormField>
          <FormField label={t("bank")} hint={t("bankHint")} optional>
            {(control) => <Input {...control} name="bank" maxLength={60} />}
          </FormField>
          <FormField label={t("operation")} optional>
            {(control) => <Input {...control} name="operation" inputMode="text" maxLength={60} />}
          </FormField>
        </div>
        {invoices.length > 0 && <Invoices invoices={invoices} chosen={chosen} />}
        <FormField label={t("note")} optional>
          {(control) => <Input {...control} name="note" maxLength={300} />}
        </FormField>
        <Button type="submit" variant="primary" disabled={busy}>
          {busy ? t("sending") : t("submit")}
        </Button>
      </form>
    </Card>
  );
}

function Invoices({ invoices, chosen = [] }: Pick<ProofFormProps, "invoices" | "chosen">) {
  const t = useTranslations("portal.proofs");
  return (
    <fieldset>
      <legend className="font-medium">{t("invoices")}</legend>
      <p className="text-[0.8125rem] text-muted">{t("invoicesHint")}</p>
      <ul className="mt-2 divide-y divide-(--border) rounded-control border border-subtle">
        {invoices.map(({ id, number, open }) => (
          <li key={id}>
            <label className="flex min-h-11 cursor-pointer items-center gap-3 px-3 py-2">
              <input
                type="checkbox"
                name="invoice"
                value={id}
                defaultChecked={chosen.includes(id)}
                className="size-5 accent-(--brand)"
              />
              <span className="min-w-0 flex-1 break-words">{number}</span>
              <span className="tabular-nums">{open}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

type Words = ReturnType<typeof useTranslations<"portal.proofs">>;

/** What the form says; throws as a call would where the file or the amount cannot be read. */
async function read(
  form: FormData,
  currency: string,
  t: Words,
): Promise<Parameters<ProofFormProps["send"]>> {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const amountMinor = parseMoney(text("amount"), currency);
  if (!amountMinor || amountMinor <= 0) throw refusal("proof_amount", "invalid", t("amountUnread"));
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0)
    throw refusal("proof_file", "invalid", t("fileMissing"));
  const invoiceIds = form.getAll("invoice").map(String);
  return [
    await lighterPicture(file),
    {
      ...{ currency, amountMinor, paidOn: text("paidOn"), invoiceIds },
      ...{ bank: text("bank"), operation: text("operation"), note: text("note") },
    },
  ];
}
