import { dehydrate, HydrationBoundary, type QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache, type ReactNode } from "react";
import { knownError } from "@/server/doors/public-error";
import { appRouter } from "@/server/trpc/root";
import { caller, context } from "./caller";
import { type EventFilter, eventPages } from "./event-pages";
import { newQueryClient } from "./query-client";

const queryClient = cache(() => newQueryClient());

/** The same router as behind /api/trpc, called in this process with the visitor's own cookies. */
export const api = createTRPCOptionsProxy({ ctx: context, router: appRouter, queryClient });

export { caller };

type Query = Parameters<QueryClient["fetchQuery"]>[0];
type List = Parameters<QueryClient["fetchInfiniteQuery"]>[0];

type PrefetchProps = {
  queries?: readonly unknown[];
  /** Lists that are read page by page: their first page. */
  lists?: readonly unknown[];
  children: ReactNode;
};

/**
 * Reads what a page shows, all at once, and hands it to the browser with the page.
 * Signed out → sign-in; forbidden or not there → 404; anything else → the error page.
 */
export async function Prefetch({ queries = [], lists = [], children }: PrefetchProps) {
  const client = queryClient();
  await orLeave(() =>
    Promise.all([
      ...queries.map((query) => client.fetchQuery(query as Query)),
      ...lists.map((list) => client.fetchInfiniteQuery(list as List)),
    ]),
  );
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}

/** The first page of the tenant's facts, for `Prefetch`. */
export function firstEvents(source: "timeline" | "log", filter: EventFilter) {
  return eventPages(api.audit[source].queryKey(filter), async () =>
    (await caller()).audit[source](filter),
  );
}

/** Runs a read of a page; turns a refusal into the page that says so. */
export async function orLeave<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const code = knownError(error)?.code;
    if (code === "unauthenticated") return redirect(await signInPath());
    if (code === "forbidden" || code === "not_found") return notFound();
    throw error;
  }
}

/** Who looks at this page; anonymous visitors are sent to sign in. */
export const requirePerson = cache(async () => {
  const person = await (await caller()).auth.whoAmI();
  return person.kind === "anonymous" ? redirect(await signInPath()) : person;
});

async function signInPath(): Promise<string> {
  const path = (await headers()).get("x-trama-path") ?? "/";
  return path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
}
