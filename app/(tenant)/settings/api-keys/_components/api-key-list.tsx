"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { ApiKeyDto } from "@/server/modules/auth/schema";
import { useApiKeyColumns } from "./api-key-columns";
import { CreateApiKey } from "./create-api-key";
import { RevokeApiKey } from "./revoke-api-key";

/** Which programs may act for the tenant. */
export function ApiKeyList() {
  const t = useTranslations("apiKeys");
  const keys = useQuery(useTRPC().auth.listApiKeys.queryOptions());
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyDto>();
  const columns = useApiKeyColumns(setRevoking);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          <>
            <Button asChild>
              <a href="/api/v1/docs">{t("docs")}</a>
            </Button>
            <Button variant="primary" onClick={() => setCreating(true)}>
              <Plus aria-hidden />
              {t("create")}
            </Button>
          </>
        }
      />
      <Card>
        <QueryView query={keys}>
          {(list) => (
            <PlainTable
              caption={t("title")}
              columns={columns}
              rows={list}
              rowKey={(key) => key.id}
              empty={
                <EmptyState icon={KeyRound} title={t("empty")}>
                  {t("emptyText")}
                </EmptyState>
              }
            />
          )}
        </QueryView>
      </Card>
      {creating && <CreateApiKey onClose={() => setCreating(false)} />}
      <RevokeApiKey apiKey={revoking} onClose={() => setRevoking(undefined)} />
    </>
  );
}
