"use client";

import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { useTRPCClient } from "@/app/_trpc/client";
import type { ImportTarget, Mapping } from "@/app/_ui/patterns/import-wizard/import-target";
import { ImportWizard } from "@/app/_ui/patterns/import-wizard/import-wizard";
import {
  fromTitles,
  guessStatement,
  STATEMENT_FIELDS,
} from "@/server/modules/payments/bank/rules/statement-fields";
import type { BankAccountDto } from "@/server/modules/payments/bank/schema";
import { useRefreshMoney } from "../../_components/use-refresh-money";

/** What the import wizard needs to know of an account's statements; they are taken at once, not by a task. */
export function StatementWizard({ account }: { account: BankAccountDto }) {
  const t = useTranslations("bank");
  const api = useTRPCClient();
  const refresh = useRefreshMoney();
  const { id: bankAccountId, mapping: remembered } = account;
  /** What was taken last: its refused lines are asked for by it. */
  const taken = useRef<{ fileId: string; mapping: Mapping } | null>(null);
  const target = useMemo<ImportTarget>(() => {
    const never = () => Promise.reject(new Error("a statement is taken at once"));
    return {
      key: `bank:${bankAccountId}`,
      fileName: t("fileName"),
      hint: t("fileHint"),
      fields: STATEMENT_FIELDS.map(({ name, required }) => ({
        ...{ name, label: t(`fields.${name}`), samples: t(`samples.${name}`).split("|") },
        ...(required && { required }),
      })),
      table: fromTitles,
      guess: (header) => guessStatement(header, remembered),
      check: async (fileId, mapping) => {
        const { knownRows: _rows, ...check } = await api.payments.checkStatement.mutate({
          ...{ bankAccountId, fileId, mapping },
        });
        const none = { doubted: 0, warnings: [], samples: [], totals: [], refused: [] };
        return { ...check, ...none };
      },
      start: async (fileId, mapping) => {
        taken.current = { fileId, mapping };
        const given = { bankAccountId, fileId, mapping };
        const { taken: done, refused: failed } = await api.payments.takeStatement.mutate(given);
        await refresh();
        return {
          ...{ id: fileId, status: "done", total: done + failed, done, failed },
          ...{ undone: 0, notUndone: 0, canUndo: false, underWay: false },
        };
      },
      ...{ read: never, undo: never },
      failures: async () => {
        const last = taken.current;
        if (!last) return "";
        return (await api.payments.statementRefusals.mutate({ bankAccountId, ...last })).csv;
      },
      list: { href: "/payments/bank?status=waiting", label: t("seeMovements") },
    };
  }, [api, bankAccountId, refresh, remembered, t]);
  return <ImportWizard target={target} />;
}
