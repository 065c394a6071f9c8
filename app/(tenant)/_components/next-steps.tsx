"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Card } from "@/app/_ui/primitives/card";

/** What is left to set up, tied to what really exists; gone when all is done. */
export function NextSteps() {
  const t = useTranslations("home");
  const api = useTRPC();
  const domains = useQuery(api.tenants.listDomains.queryOptions());
  const keys = useQuery(api.auth.listApiKeys.queryOptions());
  const endpoints = useQuery(api.hub.listEndpoints.queryOptions());
  const steps = [
    {
      key: "domain",
      href: "/settings/domains",
      done: domains.data?.some(({ status }) => status === "verified"),
    },
    {
      key: "apiKey",
      href: "/settings/api-keys",
      done: keys.data?.some(({ revokedAt }) => !revokedAt),
    },
    { key: "webhook", href: "/settings/webhooks", done: (endpoints.data?.length ?? 0) > 0 },
  ] as const;
  if (steps.every(({ done }) => done)) return null;
  return (
    <Card className="p-4" aria-labelledby="steps-title">
      <h2 id="steps-title" className="mb-1 font-semibold">
        {t("steps")}
      </h2>
      <ul className="-mx-2">
        {steps.map(({ key, href, done }) => {
          const Icon = done ? CircleCheck : Circle;
          return (
            <li key={key}>
              <Link
                href={href}
                className="flex min-h-10 items-center gap-2.5 rounded-control px-2 hover:bg-raised"
              >
                <Icon aria-hidden className={done ? "size-4 text-ok" : "size-4 text-muted"} />
                <span className={done ? "flex-1 text-muted line-through" : "flex-1"}>
                  {t(`step.${key}`)}
                  {done && <span className="sr-only"> ({t("done")})</span>}
                </span>
                <ChevronRight aria-hidden className="size-4 text-muted" />
              </Link>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
