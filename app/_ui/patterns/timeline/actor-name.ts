"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import type es from "@/messages/es";

type ActorRef = { kind: string; id: string | null };
type Fact = { actor: ActorRef; payload?: unknown };

/** Who did it: oneself, a colleague by name where the reader may know, else the kind of actor. */
export function useActorName(
  readerId: string | null,
  namesPeople: boolean,
): (fact: Fact) => string {
  const t = useTranslations("actor");
  const members = useQuery({
    ...useTRPC().people.listMembers.queryOptions({ limit: 100 }),
    enabled: namesPeople,
  });
  return ({ actor, payload }) => {
    const member = members.data?.items.find(
      ({ id, userId }) =>
        userId === actor.id || (actor.id === null && id === membershipOf(payload)),
    );
    const userId = member?.userId ?? actor.id;
    if (userId !== null && userId === readerId) return t("you");
    const key = actor.kind as keyof (typeof es)["actor"];
    return member?.name ?? (t.has(key) ? t(key) : actor.kind);
  };
}

/** Who signs in is nobody yet; the fact itself says whose session began. */
function membershipOf(payload: unknown): unknown {
  if (typeof payload !== "object" || payload === null) return undefined;
  return (payload as { membershipId?: unknown }).membershipId;
}
