"use client";

import { useArrived } from "@/app/_trpc/live-updates";
import { cn } from "@/app/_ui/cn";
import { usePerson } from "@/app/_ui/shell/person";
import { When } from "../when";
import { useActorName } from "./actor-name";
import { EventIcon } from "./event-icon";
import { useEventText } from "./event-text";
import { foldRepeats } from "./fold-repeats";

type TimelineEvent = {
  id: string;
  name: string;
  at: string;
  actor: { kind: string; id: string | null };
  payload?: unknown;
};

type TimelineListProps = {
  events: readonly TimelineEvent[];
  /** Of the whole company, not of one record: what the product did again and again is one line. */
  company?: boolean;
};

/** Facts as sentences, newest first; what others just did is lit up quietly. */
export function TimelineList({ events, company = false }: TimelineListProps) {
  const { id, permissions } = usePerson();
  const arrived = useArrived();
  const eventText = useEventText();
  const actorName = useActorName(id, permissions.includes("member.read"));
  return (
    <ol>
      {foldRepeats(events, { company }).map((event) => (
        <li
          key={event.id}
          className={cn(
            "flex items-start gap-3 border-b border-subtle px-4 py-row last:border-0",
            arrived(event.id) && "arrived",
          )}
        >
          <EventIcon name={event.name} />
          <div className="min-w-0 flex-1">
            <p className="break-words">
              {eventText(event.name, event.payload)}
              {event.times > 1 && <span className="text-muted"> × {event.times}</span>}
            </p>
            <p className="text-[0.8125rem] text-muted">
              {actorName(event)} · <When at={event.at} short />
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
