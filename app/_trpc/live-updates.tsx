"use client";

import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  type ReactNode,
} from "react";
import { useTRPC } from "./client";
import { type LiveFact, openLive } from "./open-live";

const HIGHLIGHT_MS = 3_000;

const Arrived = createContext<ReadonlySet<string>>(new Set());

/** Has this row (by its id) just been changed by somebody? For a quiet highlight. */
export function useArrived(): (id: string) => boolean {
  const arrived = useContext(Arrived);
  return (id) => arrived.has(id);
}

/** Keeps the screens below it true while others work: each fact makes what it touches be read again. */
export function LiveUpdates({ from, children }: { from: number; children: ReactNode }) {
  const refresh = useEffectEvent(useRefresh());
  // One stream for the life of the page: where it began does not move.
  const [start] = useState(from);
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const close = openLive(start, {
      onFact: (fact) => {
        refresh(fact);
        const ids = [fact.id, fact.entity.id];
        setArrived((before) => new Set([...before, ...ids]));
        const timer = setTimeout(() => {
          timers.delete(timer);
          setArrived((before) => new Set([...before].filter((id) => !ids.includes(id))));
        }, HIGHLIGHT_MS);
        timers.add(timer);
      },
      onReset: () => refresh(),
      // The session is over, here or elsewhere: the server decides where to go.
      onClosed: () => location.reload(),
    });
    return () => {
      close();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [start]);
  return <Arrived value={arrived}>{children}</Arrived>;
}

/** Which reads a fact makes stale, by the first word of its name; without a fact: all of them. */
function useRefresh(): (fact?: LiveFact) => void {
  const api = useTRPC();
  const cache = useQueryClient();
  return (fact) => {
    if (!fact) return void cache.invalidateQueries();
    const stale = {
      apiKey: api.auth.pathFilter(),
      session: api.auth.pathFilter(),
      domain: api.tenants.listDomains.queryFilter(),
      tenant: api.tenants.pathFilter(),
      usage: api.tenants.listUsage.queryFilter(),
      webhook: api.hub.pathFilter(),
      panic: api.panic.pathFilter(),
      job: api.jobs.pathFilter(),
      notification: api.notifications.pathFilter(),
      template: api.templates.pathFilter(),
      customer: api.customers.pathFilter(),
      tag: api.customers.pathFilter(),
      customField: api.customers.pathFilter(),
      task: api.work.pathFilter(),
      view: api.work.pathFilter(),
    }[fact.name.split(".")[0] ?? ""];
    if (stale) void cache.invalidateQueries(stale);
    void cache.invalidateQueries(api.audit.pathFilter());
    // A customer's page tells what happens to its services, documents and payments too.
    void cache.invalidateQueries(api.customers.timeline.pathFilter());
    void cache.invalidateQueries(api.customers.overview.pathFilter());
  };
}
