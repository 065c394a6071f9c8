"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import type es from "@/messages/es.json";

type ActorRef = { kind: string; id: string | null };

/** Who did it: oneself, a colleague by name where the reader may know, else the kind of actor. */
export function useActorName(
  readerId: string | null,
  namesPeople: boolean,
): (actor: ActorRef) => string {
  const t = useTranslations("actor");
  const members = useQuery({
    ...useTRPC().auth.listMembers.queryOptions({ limit: 100 }),
    enabled: namesPeople,
  });
  const names = new Map(members.data?.items.map(({ userId, name }) => [userId, name]));
  return ({ kind, id }) => {
    if (id !== null && id === readerId) return t("you");
    const key = kind as keyof (typeof es)["actor"];
    return names.get(id ?? "") ?? (t.has(key) ? t(key) : kind);
  };
}
