"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Card } from "@/app/_ui/primitives/card";
import { Select } from "@/app/_ui/primitives/input";
import type { BankAccountDto } from "@/server/modules/payments/bank/schema";
import { StatementWizard } from "./statement-wizard";

const fields = z.object({
  name: z.string().trim().min(2, "required").max(60),
  currency: z.union([z.literal(""), z.string().regex(/^[A-Z]{3}$/, "currency_shape")]),
});

/** First whose account it is, then the file. */
export function StatementUpload() {
  const t = useTranslations("bank");
  const accounts = useQuery(useTRPC().payments.listBankAccounts.queryOptions());
  return (
    <>
      <PageHeader title={t("upload")} description={t("uploadText")} />
      <QueryView query={accounts}>{(list) => <ForAccount accounts={list} />}</QueryView>
    </>
  );
}

function ForAccount({ accounts }: { accounts: BankAccountDto[] }) {
  const t = useTranslations("bank");
  const [chosenId, setChosenId] = useState(accounts[0]?.id ?? "");
  const account = accounts.find(({ id }) => id === chosenId);
  return (
    <div className="space-y-5">
      <Card className="max-w-3xl space-y-4 p-5">
        {accounts.length > 0 && (
          <FormField label={t("account")}>
            {(control) => (
              <Select
                {...control}
                value={chosenId}
                onChange={(event) => setChosenId(event.target.value)}
              >
                {accounts.map(({ id, name, currency }) => (
                  <option key={id} value={id}>
                    {name} · {currency}
                  </option>
                ))}
                <option value="">{t("newAccount")}</option>
              </Select>
            )}
          </FormField>
        )}
        {!account && <NewAccount onAdded={setChosenId} />}
      </Card>
      {account && <StatementWizard key={account.id} account={account} />}
    </div>
  );
}

function NewAccount({ onAdded }: { onAdded: (id: string) => void }) {
  const t = useTranslations("bank");
  const api = useTRPC();
  const cache = useQueryClient();
  const add = useMutation(api.payments.addBankAccount.mutationOptions());
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: { name: "", currency: "" },
  });
  return (
    <Form
      form={form}
      submitLabel={t("addAccount")}
      onSubmit={async (given) => {
        const { id } = await add.mutateAsync(given);
        await cache.invalidateQueries(api.payments.listBankAccounts.queryFilter());
        onAdded(id);
      }}
    >
      <TextField form={form} name="name" label={t("accountName")} hint={t("accountNameHint")} />
      <TextField
        form={form}
        name="currency"
        label={t("currency")}
        hint={t("currencyHint")}
        optional
      />
    </Form>
  );
}
