"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Building2, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import { CreateTenant } from "./create-tenant";
import { useTenantColumns } from "./tenant-columns";

/** Every company on the platform, found by name or address. */
export function TenantList() {
  const t = useTranslations("tenants");
  const api = useTRPC();
  const [typed, setTyped] = useState("");
  const [creating, setCreating] = useState(false);
  const search = useDeferredValue(typed.trim());
  const tenants = useInfiniteQuery(
    api.platform.listTenants.infiniteQueryOptions(
      { search },
      { getNextPageParam: (last) => last.nextCursor ?? undefined },
    ),
  );
  const columns = useTenantColumns();
  return (
    <>
      <PageHeader
        title={t("title")}
        action={
          <Button variant="primary" onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            {t("create")}
          </Button>
        }
      />
      <Input
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="mb-4 sm:max-w-xs"
      />
      <Card>
        <QueryView query={tenants}>
          {({ pages }) => (
            <PlainTable
              caption={t("title")}
              columns={columns}
              rows={pages.flatMap((page) => page.items)}
              rowKey={(tenant) => tenant.id}
              empty={
                <EmptyState icon={Building2} title={t("empty")}>
                  {t("emptyText")}
                </EmptyState>
              }
            />
          )}
        </QueryView>
        <LoadMore query={tenants} />
      </Card>
      {creating && <CreateTenant onClose={() => setCreating(false)} />}
    </>
  );
}
