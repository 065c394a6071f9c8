"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Combobox } from "@/app/_ui/patterns/combobox";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { IconButton } from "@/app/_ui/patterns/icon-button";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import { useCustomerSearch } from "../../../collections/_components/customer-search";
import { type LadderTarget, useAssignLadder } from "../../../collections/_components/ladder-dialog";

/** Whom a ladder reaches: how many services, and the customers and plans that have it as their own. */
export function LadderUses({ policyId }: { policyId: string }) {
  const t = useTranslations("dunning.assign");
  const api = useTRPC();
  const uses = useQuery(api.collections.listLadderUses.queryOptions({ policyId }));
  const manages = useMay()("billingPolicy.manage");
  const { give, error } = useAssignLadder(() => undefined);
  const take = (target: LadderTarget) => (manages ? () => give(target, null) : undefined);
  return (
    <Card className="p-5">
      <h2 className="text-base font-semibold">{t("usesTitle")}</h2>
      <p className="mt-1 max-w-2xl text-muted">{t("order")}</p>
      {error && <ErrorNotice error={error} />}
      <QueryView query={uses}>
        {({ services, customers, items }) => (
          <>
            <p className="mt-3 font-medium">{t("followers", { count: services })}</p>
            <div className="mt-4 grid gap-x-8 gap-y-5 md:grid-cols-2">
              <Owners title={t("plans")} none={t("noPlans")} count={items.length}>
                {items.map(({ id, code, name }) => (
                  <Owner
                    key={id}
                    {...{ name, href: `/catalog/${id}`, detail: code }}
                    onTake={take({ itemId: id })}
                  />
                ))}
              </Owners>
              <Owners title={t("customers")} none={t("noCustomers")} count={customers.length}>
                {customers.map(({ id, number, name }) => (
                  <Owner
                    key={id}
                    {...{ name, href: `/customers/${id}`, detail: `#${number}` }}
                    onTake={take({ customerId: id })}
                  />
                ))}
              </Owners>
              {manages && <GivePlan onGive={(itemId) => give({ itemId }, policyId)} />}
              {manages && <GiveCustomer onGive={(customerId) => give({ customerId }, policyId)} />}
            </div>
          </>
        )}
      </QueryView>
    </Card>
  );
}

/** As many as the server names. */
const NAMED = 50;
type OwnersProps = { title: string; none: string; count: number; children: ReactNode };

function Owners({ title, none, count, children }: OwnersProps) {
  const t = useTranslations("dunning.assign");
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="text-[0.8125rem] font-medium text-muted">{title}</h3>
      {count === 0 ? (
        <p className="py-1.5 text-muted">{none}</p>
      ) : (
        <ul className="divide-y divide-(--border)">{children}</ul>
      )}
      {count === NAMED && (
        <p className="text-[0.8125rem] text-muted">{t("firstOnes", { count })}</p>
      )}
    </section>
  );
}

type OwnerProps = {
  name: string;
  href: string;
  detail: string;
  onTake: (() => void) | undefined;
};

function Owner({ name, href, detail, onTake }: OwnerProps) {
  const t = useTranslations("dunning.assign");
  return (
    <li className="flex min-h-10 items-center gap-2 py-1">
      <span className="min-w-0 flex-1 truncate">
        <Link href={href} prefetch={false} className="hover:underline">
          {name}
        </Link>{" "}
        <span className="text-[0.8125rem] text-muted">{detail}</span>
      </span>
      {onTake && <IconButton icon={X} label={t("takeAway", { name })} onClick={onTake} />}
    </li>
  );
}

function GiveCustomer({ onGive }: { onGive: (id: string) => void }) {
  const t = useTranslations("dunning.assign");
  return (
    <Combobox
      aria-label={t("giveCustomer")}
      placeholder={t("giveCustomer")}
      value={null}
      onChoose={(id) => id && onGive(id)}
      {...useCustomerSearch()}
    />
  );
}

function GivePlan({ onGive }: { onGive: (id: string) => void }) {
  const t = useTranslations("dunning.assign");
  const api = useTRPC();
  const [search, onSearch] = useState("");
  const found = useQuery({
    ...api.catalog.list.queryOptions({ search, filters: "kind=subscription", limit: 10 }),
    placeholderData: keepPreviousData,
  });
  const options = (found.data?.items ?? []).map(({ id, name, code }) => ({
    ...{ value: id, label: name, detail: code },
  }));
  return (
    <Combobox
      aria-label={t("givePlan")}
      placeholder={t("givePlan")}
      value={null}
      onChoose={(id) => id && onGive(id)}
      {...{ options, onSearch }}
    />
  );
}

/** Customers whom no ladder touches, and why. */
export function Exemptions() {
  const t = useTranslations("dunning.assign");
  const api = useTRPC();
  const exempt = useQuery(api.collections.listExemptions.queryOptions());
  return (
    <Card className="p-5">
      <h2 className="text-base font-semibold">
        {t("exemptTitle")}
        {exempt.data && ` (${exempt.data.count})`}
      </h2>
      <p className="mt-1 mb-2 max-w-2xl text-muted">{t("exemptText")}</p>
      <QueryView query={exempt}>
        {({ count, customers }) => (
          <>
            {count === 0 && <p className="text-muted">{t("noExempt")}</p>}
            <ul className="divide-y divide-(--border)">
              {customers.map(({ id, number, name, reason }) => (
                <li key={id} className="flex flex-wrap gap-x-3 py-2">
                  <Link href={`/customers/${id}`} prefetch={false} className="hover:underline">
                    {name} <span className="text-muted">#{number}</span>
                  </Link>
                  <span className="text-muted">{reason || t("noReason")}</span>
                </li>
              ))}
            </ul>
            {count > customers.length && (
              <p className="text-[0.8125rem] text-muted">
                {t("firstOnes", { count: customers.length })}
              </p>
            )}
          </>
        )}
      </QueryView>
    </Card>
  );
}
