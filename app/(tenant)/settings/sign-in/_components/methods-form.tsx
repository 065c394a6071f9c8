"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { publicErrorOf } from "@/app/_trpc/public-error-of";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import type { MethodsByRole, SignInPolicyDto } from "@/server/modules/auth/sign-in/schema";
import { RoleMethods } from "./role-methods";

const ROLES = ["owner", "admin", "agent", "finance", "technician"] as const;

/** How each role may sign in, and which must prove twice. */
export function MethodsForm() {
  const t = useTranslations("account");
  const policy = useQuery(useTRPC().auth.getSignInPolicy.queryOptions());
  return (
    <>
      <PageHeader title={t("methodsTitle")} description={t("methodsDescription")} />
      <QueryView query={policy}>
        {(saved) => <Editor key={saved.version} saved={saved} />}
      </QueryView>
    </>
  );
}

function Editor({ saved }: { saved: SignInPolicyDto }) {
  const t = useTranslations("account");
  const api = useTRPC();
  const cache = useQueryClient();
  const [roles, setRoles] = useState<MethodsByRole>(saved.methodsByRole);
  const save = useMutation(
    api.auth.saveSignInPolicy.mutationOptions({
      onSuccess: (now) => cache.setQueryData(api.auth.getSignInPolicy.queryKey(), now),
    }),
  );
  const changed = JSON.stringify(roles) !== JSON.stringify(saved.methodsByRole);
  const said = Object.values(publicErrorOf(save.error)?.fields ?? {})[0];
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ version: saved.version, methodsByRole: roles });
      }}
    >
      {save.isError &&
        (said ? <Notice tone="bad">{said}</Notice> : <ErrorNotice error={save.error} />)}
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {ROLES.map((role) => (
          <RoleMethods
            key={role}
            role={role}
            policy={roles[role]}
            oidcAvailable={saved.oidcAvailable}
            onChange={(policy) => setRoles({ ...roles, [role]: policy })}
          />
        ))}
      </div>
      <div className="flex justify-end gap-2">
        {changed && <Button onClick={() => setRoles(saved.methodsByRole)}>{t("discard")}</Button>}
        <Button type="submit" variant="primary" disabled={!changed || save.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
