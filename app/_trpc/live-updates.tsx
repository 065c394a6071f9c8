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
/** Facts that come together are taken together: a billing run states thousands, and each read counts against the reader. */
const GATHER_MS = 1_000;
/** Rows that shine at once; more would be no quiet highlight. */
const MAX_HIGHLIGHTS = 50;

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
    const later = (work: () => void, ms: number) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        work();
      }, ms);
      timers.add(timer);
    };
    const highlight = (facts: readonly LiveFact[]) => {
      const ids = facts.slice(-MAX_HIGHLIGHTS).flatMap(({ id, entity }) => [id, entity.id]);
      setArrived((before) => new Set([...before, ...ids]));
      later(
        () => setArrived((before) => new Set([...before].filter((id) => !ids.includes(id)))),
        HIGHLIGHT_MS,
      );
    };
    let waiting: LiveFact[] = [];
    let takenMs = 0;
    const take = () => {
      const facts = waiting;
      waiting = [];
      takenMs = Date.now();
      refresh(facts);
      highlight(facts);
    };
    const close = openLive(start, {
      onFact: (fact) => {
        if (waiting.push(fact) === 1) later(take, Math.max(0, takenMs + GATHER_MS - Date.now()));
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

/** Which reads facts make stale, by the first word of their names; without facts: all of them. */
function useRefresh(): (facts?: readonly LiveFact[]) => void {
  const api = useTRPC();
  const cache = useQueryClient();
  return (facts) => {
    if (!facts) return void cache.invalidateQueries();
    const stale: Readonly<Record<string, { queryKey: readonly unknown[] }>> = {
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
      service: api.services.pathFilter(),
      invoice: api.billing.pathFilter(),
      creditNote: api.billing.pathFilter(),
      payment: api.payments.pathFilter(),
      billingRun: api.billingRuns.pathFilter(),
      collectionTask: api.collections.pathFilter(),
      promise: api.collections.pathFilter(),
      catalogItem: api.catalog.pathFilter(),
      message: api.notifications.pathFilter(),
    };
    for (const word of new Set(facts.map(({ name }) => name.split(".")[0] ?? ""))) {
      const filter = Object.hasOwn(stale, word) ? stale[word] : undefined;
      if (filter) void cache.invalidateQueries(filter);
    }
    void cache.invalidateQueries(api.audit.pathFilter());
    // A customer's page tells what happens to its services, documents and payments too.
    void cache.invalidateQueries(api.customers.timeline.pathFilter());
    void cache.invalidateQueries(api.customers.overview.pathFilter());
  };
}
