"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { ApiKeyActions } from "./api-key-actions";
import { ApiKeyFacts } from "./api-key-facts";
import { ApiKeyStatus } from "./api-key-status";
import { KeyNetworks } from "./key-networks";

/** One key: what it may do, whence and how often, and whence it has been used. */
export function ApiKeyRecord({ apiKeyId }: { apiKeyId: string }) {
  const t = useTranslations("apiKeys");
  const apiKey = useQuery(useTRPC().auth.getApiKey.queryOptions({ apiKeyId }));
  return (
    <>
      <Link
        href="/settings/api-keys"
        className="mb-3 inline-flex min-h-6 items-center gap-1.5 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("title")}
      </Link>
      <QueryView query={apiKey}>
        {(key) => (
          <>
            <PageHeader
              title={key.name}
              description={<code>{key.prefix}…</code>}
              status={<ApiKeyStatus apiKey={key} />}
              action={<ApiKeyActions apiKey={key} />}
            />
            <div className="grid items-start gap-4 xl:grid-cols-2">
              <ApiKeyFacts apiKey={key} />
              <KeyNetworks networks={key.networks} />
            </div>
          </>
        )}
      </QueryView>
    </>
  );
}
